import type { Method } from "../rest/addresses";

/** What an example asks for: values for the path, the query of a GET, the body of the rest. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Ids as examples write them. A test puts those of its own desk in their place and runs every example. */
export const EXAMPLE = {
  video: "vid_3f9a1c5d7e2b4a6c8d0e",
  delivery: "dist_7c1e9b3a5d2f4c6e8a0b",
  failed: "dist_0d4b8f2a6c1e3a5b7d9f",
  link: "01a1f000-0000-7000-8000-000000000001",
  key: "01a1f000-0000-7000-8000-000000000002",
  secret: "01a1f000-0000-7000-8000-000000000003",
  person: "01a1f000-0000-7000-8000-000000000004",
  invited: "01a1f000-0000-7000-8000-000000000005",
  upload: "upl_5b8d1f3a7c9e2b4d6f8a0c1e3b5d7f9a",
  route: "01a1f000-0000-7000-8000-000000000006",
  channel: "01a1f000-0000-7000-8000-000000000008",
  scope: "platform:webhook",
  move: "01a1f000-0000-7000-8000-000000000007",
  assignment: "01a1f000-0000-7000-8000-000000000009",
  failedAssignment: "01a1f000-0000-7000-8000-00000000000a",
  unconfirmedAssignment: "01a1f000-0000-7000-8000-00000000000b",
  replica: "local:/srv/second-copy",
  source: "https://films.example.com/spring-final.mp4",
  checksum: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
} as const;

/** By operation. One that needs nothing is not in the list. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  "videos.list": { query: { status: "published", limit: "20" } },
  "videos.get": { params: { id: EXAMPLE.video } },
  "videos.edit": { params: { id: EXAMPLE.video }, body: { title: "Spring launch, final cut", tags: ["spring"] } },
  "assignments.publish": { params: { id: EXAMPLE.assignment } },
  "assignments.reconcile": {
    params: { id: EXAMPLE.unconfirmedAssignment },
    body: { verdict: "present", remote_url: "https://films.example.com/watch/harbour" },
  },
  "assignments.timeline": { params: { id: EXAMPLE.assignment } },
  "assignments.board": { query: { needs: "me", limit: "50" } },
  "proof.get": { params: { id: EXAMPLE.video } },
  "uploads.get": { params: { id: EXAMPLE.upload } },
  "deliveries.publish": {
    body: {
      project_id: "spring-launch",
      final_edit: { video_url: EXAMPLE.source, duration_seconds: 10, checksum: EXAMPLE.checksum },
      qc_report: { status: "pass", report_id: "qc_88213" },
      distribution_settings: { metadata: { title: "Spring launch" } },
    },
  },
  "deliveries.list": { query: { project: "spring-launch" } },
  "deliveries.get": { params: { id: EXAMPLE.delivery } },
  "deliveries.retry": { params: { id: EXAMPLE.failed } },
  "deliveries.history": { params: { id: EXAMPLE.delivery } },
  "deliveries.list-links": { params: { id: EXAMPLE.delivery } },
  "deliveries.renew-link": { params: { id: EXAMPLE.delivery }, body: { url_expiry_hours: 24 } },
  "deliveries.revoke-link": { params: { id: EXAMPLE.delivery, link_id: EXAMPLE.link } },
  "retention.list": { query: { state: "waiting", limit: "20" } },
  "retention.clean-up": { body: { dry_run: true, project: "spring-launch" } },
  "retention.get": { params: { id: EXAMPLE.delivery } },
  "retention.hold": { params: { id: EXAMPLE.delivery }, body: { reason: "The festival asks for the original." } },
  "retention.release": { params: { id: EXAMPLE.delivery } },
  "retention.drop": { params: { id: EXAMPLE.delivery } },
  "alerts.list": { query: { kind: "delivery.failed", limit: "20" } },
  "alerts.create-route": {
    body: {
      name: "The operators",
      way: "webhook",
      url: "https://ops.example.com/hooks/marquee",
      quiet_hours: { from: "22:00", until: "07:00", timezone: "Europe/Berlin" },
    },
  },
  "alerts.get-route": { params: { id: EXAMPLE.route } },
  "alerts.edit-route": { params: { id: EXAMPLE.route }, body: { kinds: ["delivery.failed"] } },
  "alerts.test-route": { params: { id: EXAMPLE.route } },
  "alerts.remove-route": { params: { id: EXAMPLE.route } },
  "channels.create": { body: { name: "Our feed", platform: "feed", is_default: true } },
  "channels.get": { params: { id: EXAMPLE.channel } },
  "channels.edit": { params: { id: EXAMPLE.channel }, body: { default_caption: "More at example.com" } },
  "channels.pause": { params: { id: EXAMPLE.channel }, body: { reason: "Until the premiere" } },
  "channels.resume": { params: { id: EXAMPLE.channel } },
  "channels.test": { params: { id: EXAMPLE.channel } },
  "channels.remove": { params: { id: EXAMPLE.channel } },
  "channels.throw-stop": { body: { scope: "platform:webhook", reason: "The receiver is being moved" } },
  "channels.lift-stop": { params: { scope: "platform:webhook" } },
  "assignments.create": {
    body: { video_id: EXAMPLE.video, channel_ids: [EXAMPLE.channel], caption: "Out now." },
  },
  "assignments.list": { query: { status: "scheduled", limit: "20" } },
  "assignments.get": { params: { id: EXAMPLE.assignment } },
  "assignments.edit": { params: { id: EXAMPLE.assignment }, body: { caption: "Out now, in full length." } },
  "assignments.cancel": { params: { id: EXAMPLE.assignment } },
  "assignments.retry": { params: { id: EXAMPLE.failedAssignment } },
  "assignments.retry-by-cause": { body: { channel_id: EXAMPLE.channel, cause: "gave_up" } },
  "copies.list": { params: { id: EXAMPLE.delivery } },
  "copies.check": { params: { id: EXAMPLE.delivery } },
  "copies.start-move": { body: { source: "local", target: EXAMPLE.replica } },
  "copies.get-move": { params: { id: EXAMPLE.move } },
  "copies.stop-move": { params: { id: EXAMPLE.move } },
  "copies.resume-move": { params: { id: EXAMPLE.move } },
  "access.create-api-key": { body: { name: "post-production", role: "manager" } },
  "access.get-api-key": { params: { id: EXAMPLE.key } },
  "access.rotate-api-key": { params: { id: EXAMPLE.key }, body: { overlap_hours: 24 } },
  "access.revoke-api-key-secret": { params: { id: EXAMPLE.key, secret_id: EXAMPLE.secret } },
  "access.revoke-api-key": { params: { id: EXAMPLE.key } },
  "access.list-people": { query: { q: "lind" } },
  "access.invite-person": { body: { email: "ada@example.com", name: "Ada Berg", role: "reviewer" } },
  "access.get-person": { params: { id: EXAMPLE.person } },
  "access.edit-person": { params: { id: EXAMPLE.person }, body: { role: "manager" } },
  "access.make-password-link": { params: { id: EXAMPLE.invited } },
  "access.list-person-sessions": { params: { id: EXAMPLE.person } },
  "access.end-person-sessions": { params: { id: EXAMPLE.person } },
  "access.remove-person": { params: { id: EXAMPLE.person } },
  "audit.list": { query: { outcome: "refused", limit: "20" } },
};

export const exampleOf = (operation: string): Example => EXAMPLES[operation] ?? {};

interface Sampled extends Example {
  readonly method: Method;
  readonly address: string;
}

/** For a shell that holds MARQUEE_URL and MARQUEE_KEY. */
export function asCurl(example: Sampled): string {
  const { method, body } = example;
  const lines = [
    `curl --fail-with-body${method === "GET" ? "" : ` -X ${method}`} "$MARQUEE_URL${pathOf(example)}"`,
    '-H "Authorization: Bearer $MARQUEE_KEY"',
    ...(method === "POST" ? ['-H "Idempotency-Key: my-request-1"'] : []),
    ...(body ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(body)}'`] : []),
  ];
  return lines.join(" \\\n  ");
}

/** For Node 22 or newer, which runs it as it stands. */
export function asTypeScript(example: Sampled): string {
  const { method, body } = example;
  const headers = [
    "    authorization: `Bearer ${process.env.MARQUEE_KEY}`,",
    ...(method === "POST" ? ['    "idempotency-key": crypto.randomUUID(),'] : []),
    ...(body ? ['    "content-type": "application/json",'] : []),
  ];
  return [
    `const answer = await fetch(\`\${process.env.MARQUEE_URL}${pathOf(example)}\`, {`,
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    "  headers: {",
    ...headers,
    "  },",
    ...(body ? [`  body: JSON.stringify(${indented(JSON.stringify(body, null, 2))}),`] : []),
    "});",
    "const result = await answer.json();",
    "// A problem has a stable code and a sentence: result.code, result.detail.",
    "if (!answer.ok) throw new Error(result.detail);",
    "console.log(result);",
  ].join("\n");
}

function pathOf({ address, params = {}, query = {} }: Sampled): string {
  const path = address.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `{${name}}`);
  const search = new URLSearchParams(query).toString();
  return search === "" ? path : `${path}?${search}`;
}

const indented = (text: string) => text.replaceAll("\n", "\n  ");
