/**
 * What an agent should do about a refusal, by its code: whether calling again can help, and what has to
 * be different then. Told with every refusal; docs/agents.md lists them, and a test holds the two together.
 */
export const NEXT_STEPS: Readonly<Record<string, string>> = {
  invalid_request: "Correct what `fields` names and call again.",
  unauthenticated: "Stop. Ask for a key that is alive; calling again changes nothing.",
  forbidden: "Stop. Ask whoever runs the desk for a key with the scope that `scope` names.",
  rate_limited: "Wait `retry_after_seconds` seconds and call again.",
  unavailable: "Wait a moment and call again with the same arguments.",
  internal: "Do not repeat it in a loop. Give `request_id` to whoever runs the desk.",
  qc_not_passed: "Do not call again with this report. Have the film pass QC first.",
  source_refused: "Give another `video_url`: https on a public address, without a user name or a port.",
  upload_not_found: "Ask whoever holds this key to send the file again, and use the `source` of that upload.",
  upload_unfinished: "Wait until the upload is complete, then call again.",
  source_unreachable: "See to it that `video_url` can be fetched, then call again with the same arguments.",
  too_large: "Stop. Ask whoever runs the desk; the film is larger than it takes.",
  checksum_mismatch:
    "Do not change the checksum to fit. Compare the file at `video_url` with the one that passed QC, and deliver that one.",
  not_an_mp4: "Have the film rendered again; `detail` says what is wrong with the file.",
  duration_mismatch: "Find out which is right. Correct `duration_seconds`, or deliver the right film.",
  storage_full: "Tell whoever runs the desk, and call again once there is room.",
  storage_failed: "Call again with the same arguments; tell whoever runs the desk when it stays so.",
  worker_lost: "Call again with the same arguments.",
  carrying_failed: "Call again with the same arguments; tell whoever runs the desk when it stays so.",
  source_unreadable: "Call again with the same arguments.",
  delivery_not_found: "Look for it with `list_deliveries`.",
  delivery_not_published: "Call `get_delivery` until it is published, then ask for a link.",
  invalid_cursor: "Begin the list anew, without `cursor`.",
  idempotency_key_reused: "Use a new `idempotency_key` for a new call.",
};
