import type { Caller } from "@/lib/core/caller";
import { MAX_PIECE_BYTES, type Upload } from "@/lib/domain/uploads/contract";
import { beginUpload } from "@/lib/domain/uploads/operations/begin-upload";
import { finishUpload } from "@/lib/domain/uploads/operations/finish-upload";
import { getUpload } from "@/lib/domain/uploads/operations/get-upload";
import { removeUpload } from "@/lib/domain/uploads/operations/remove-upload";
import { uploadTooLarge } from "@/lib/domain/uploads/refusals";
import { expiryOf } from "@/lib/domain/uploads/rules";
import { Writer } from "@/lib/domain/uploads/writer";
import { env } from "@/lib/infra/env";
import { perform, performInFull } from "@/lib/infra/operation";
import { dropUpload } from "@/lib/infra/staging/upload-path";
import { callerFromRequest } from "../caller";
import { framed, type Handler } from "../frame";
import { counted, type Traffic } from "../limits/budgets";
import { problemResponse } from "../problem";
import { namedRequestOf } from "../rest/conditions";
import { askTus } from "./ask-tus";
import { OneAtATime } from "./one-at-a-time";
import { beginsWithBytes, pieceTooLong, TusProblem } from "./tus-problems";
import { untilCut } from "./until-cut";
import { UploadStore } from "./upload-store";

/**
 * Where files come in, by the tus protocol, version 1.0.0. Who asks, whose an upload is and what may be
 * begun is decided by operations, as at every door; what the headers mean, by the library; and the bytes
 * go to the disk as they come.
 */
interface Asking {
  readonly request: Request;
  readonly caller: Caller;
  readonly id: string;
  /** What has to stand on the answer, whatever comes of it. */
  readonly headers: Headers;
}

type Answering = (asking: Asking) => Promise<Response>;

/** `POST /api/v1/uploads`: begins an upload. Its bytes come with the pieces. */
const begin: Answering = async ({ request, caller, headers }) => {
  // Whoever may not begin one need not speak the protocol to hear it.
  if (!caller.scopes.has(beginUpload.permission)) await perform(beginUpload, {}, caller);
  if (Number(request.headers.get("content-length")) > 0 || request.headers.has("transfer-encoding"))
    throw beginsWithBytes();
  // Beyond what can be counted the library would take it for no number.
  const length = request.headers.get("upload-length") ?? "";
  if (/^\d+$/.test(length) && !Number.isSafeInteger(Number(length))) throw uploadTooLarge(env().MARQUEE_MAX_BYTES);
  let begun: Upload | undefined;
  const answer = await askTus({
    request: new Request(request.url, { method: "POST", headers: withoutBody(request.headers) }),
    store: new UploadStore(),
    locker: new OneAtATime(),
    async begin({ filename }) {
      const given = { file_name: filename ?? "", bytes: Number(length) };
      const { settled, repeated } = await performInFull(beginUpload, given, caller, {
        request: namedRequestOf(request),
      });
      begun = settled;
      if (repeated) headers.set("idempotency-replayed", "true");
      return begun.id;
    },
  });
  return Response.json(begun, {
    status: 201,
    headers: { ...told(answer, "location"), "upload-expires": inHttp(begun?.expires_at), "cache-control": "no-store" },
  });
};

/** `HEAD …/{id}`: how far it is. */
const look: Answering = async ({ request, caller, id }) => {
  const known = await perform(getUpload, { id }, caller);
  const store = new UploadStore({ known });
  const answer = await askTus({ request, store, locker: new OneAtATime(), id });
  // Its last byte may have come in a process that did not live to say so.
  await finishIfWhole({ known, caller, offset: answer.headers.get("upload-offset") });
  return new Response(null, {
    status: 200,
    headers: {
      ...told(answer, "upload-offset", "upload-length", "upload-metadata"),
      "upload-expires": inHttp(known.expires_at),
      "cache-control": "no-store",
    },
  });
};

/** `PATCH …/{id}`: a piece. */
const take: Answering = async ({ request, caller, id }) => {
  const known = await perform(getUpload, { id }, caller);
  if (Number(request.headers.get("content-length")) > MAX_PIECE_BYTES) throw pieceTooLong();
  const writer = new Writer(id);
  const store = new UploadStore({ known, writer });
  const body = untilCut(request.body);
  const piece = { method: "PATCH", headers: request.headers, body: body.taken, duplex: "half" };
  const answer = await askTus({
    request: new Request(request.url, piece),
    store,
    locker: new OneAtATime({ begin: () => writer.begin(), end: () => writer.end({ gotBytes: store.added > 0 }) }),
    id,
  }).catch((error: unknown) => {
    void body.leave(MAX_PIECE_BYTES);
    throw error;
  });
  const offset = answer.headers.get("upload-offset");
  await finishIfWhole({ known, caller, offset });
  const expires = store.added > 0 ? expiryOf(new Date(), env().UPLOAD_KEEP_DAYS).toISOString() : known.expires_at;
  return new Response(null, {
    status: 204,
    headers: { ...told(answer, "upload-offset"), "upload-expires": inHttp(expires) },
  });
};

/** `DELETE …/{id}`: gives it up. */
const giveUp: Answering = async ({ request, caller, id }) => {
  const known = await perform(getUpload, { id }, caller);
  const store = new UploadStore({ known });
  // Under the lock: a piece that is still coming ends before the bytes go.
  store.remove = async () => {
    await perform(removeUpload, { id }, caller);
    await dropUpload(id);
  };
  await askTus({
    request: new Request(request.url, { method: "DELETE", headers: withoutBody(request.headers) }),
    store,
    locker: new OneAtATime(),
    id,
  });
  return new Response(null, { status: 204 });
};

/** `OPTIONS`: what is spoken here. */
const tell: Answering = async ({ request }) => {
  const store = new UploadStore();
  const answer = await askTus({ request, store, locker: new OneAtATime() });
  return new Response(null, { status: 204, headers: told(answer, "tus-version", "tus-extension", "tus-max-size") });
};

async function finishIfWhole(end: { known: Upload; caller: Caller; offset: string | null }): Promise<void> {
  const { known, caller, offset } = end;
  if (known.completed_at === null && Number(offset) === known.bytes)
    await perform(finishUpload, { id: known.id }, caller);
}

/** The frame of them all. Pieces come by the hundred without anybody deciding to: they have the larger budget. */
const door = (answer: Answering, traffic: Traffic = "requests"): Handler =>
  framed(async (request, { id = "" }, requestId, headers) => {
    const caller = await counted({ request, answer: headers, traffic }, () => callerFromRequest(request, requestId));
    if (request.method !== "OPTIONS") headers.set("tus-resumable", "1.0.0");
    try {
      return await answer({ request, caller, id, headers });
    } catch (error) {
      if (!(error instanceof TusProblem)) throw error;
      if (error.status === 412) headers.set("tus-version", "1.0.0");
      return problemResponse(error.problem(requestId), Object.fromEntries(headers));
    }
  });

export const uploadsDoor = { POST: door(begin), OPTIONS: door(tell) };
export const uploadDoor = {
  HEAD: door(look, "pieces"),
  PATCH: door(take, "pieces"),
  DELETE: door(giveUp),
  OPTIONS: door(tell),
};

/** Of the library's headers only those that are meant: the rest would invite other sites. */
function told(answer: Response, ...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => [[name, answer.headers.get(name) ?? ""]]).filter(([, value]) => value),
  );
}

/** A body that comes where none is wanted is not read: the library would take it for a piece. */
function withoutBody(headers: Headers): Headers {
  const rest = new Headers(headers);
  for (const name of ["content-type", "content-length", "transfer-encoding"]) rest.delete(name);
  return rest;
}

const inHttp = (moment: string | undefined) => (moment === undefined ? "" : new Date(moment).toUTCString());
