import { Refusal } from "@/lib/core/refusal";
import type { Problem } from "@/lib/core/reply";
import { MAX_PIECE_BYTES } from "@/lib/domain/uploads/contract";

/** What the protocol itself says no with: a status that its clients act on, and a code and a sentence of ours. */
export class TusProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, sentence: string) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  problem(requestId: string): Problem {
    return { status: this.status, code: this.code, detail: this.message, request_id: requestId };
  }
}

/** Of the protocol's extensions "creation with upload" is not offered; to take the body and drop it would lose bytes. */
export const beginsWithBytes = () =>
  new Refusal("invalid", "invalid_request", "An upload is begun without a body. Send its bytes to its address.");

export const pieceTooLong = () =>
  new Refusal("too_large", "too_large", `One piece has at most ${MAX_PIECE_BYTES} bytes. Send the rest with the next.`);

export const uploadLocked = () =>
  new TusProblem(423, "upload_locked", "Another request is writing to this upload. Ask where it is, then go on there.");

/**
 * What the library's own answers mean, by status and by what it says. Those that are not here are
 * defects of ours and become 500.
 */
export function problemOfTus(status: number, said: string): Error {
  if (/content-type/i.test(said))
    return new Refusal("unsupported_media", "unsupported_media", "A piece is sent as application/offset+octet-stream.");
  if (status === 409)
    return new TusProblem(
      409,
      "offset_conflict",
      "The upload is not at this offset. Ask where it is, then go on there.",
    );
  if (status === 412 || /tus-resumable/i.test(said))
    return new TusProblem(412, "tus_version", "Send Tus-Resumable: 1.0.0, which is what is spoken here.");
  if (status === 413)
    return new Refusal("too_large", "too_large", "This piece is longer than what is missing of the upload.");
  if (said.includes("lock")) return uploadLocked();
  const wrong = FIELDS.filter((field) => said.toLowerCase().includes(field.toLowerCase()));
  if (wrong.length > 0 || status === 501)
    return new Refusal(
      "invalid",
      "invalid_request",
      `What the headers say of the upload (${wrong.join(", ") || "Upload-Length"}) is missing or not understood.`,
    );
  return new Error(`tus answered ${status}: ${said}`);
}

const FIELDS = ["Upload-Offset", "Upload-Length", "Upload-Defer-Length", "Upload-Metadata", "Upload-Concat"];
