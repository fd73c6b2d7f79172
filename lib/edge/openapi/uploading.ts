import { Upload } from "@/lib/domain/uploads/contract";
import { beginUpload } from "@/lib/domain/uploads/operations/begin-upload";
import { removeUpload } from "@/lib/domain/uploads/operations/remove-upload";
import { ALWAYS_TOLD } from "./headers";
import { jsonSchema, problem, type Schema } from "./parts";

/** One method of the tus protocol, whose requests are headers and whose answers are too. */
interface Spoken {
  readonly operationId: string;
  readonly summary: string;
  readonly asked: readonly Schema[];
  /** Status → what it means and what its headers say, where it goes well. */
  readonly answer: Readonly<Record<number, Schema>>;
  /** Status → the codes of its problems, besides those of every address. */
  readonly refuses: Readonly<Record<number, readonly string[]>>;
  readonly more?: Schema;
}

const ALWAYS = {
  401: ["unauthenticated"],
  403: ["forbidden", "cross_site"],
  412: ["tus_version"],
  429: ["rate_limited"],
  503: ["unavailable"],
};

const asked = (name: string, description: string, type: "string" | "integer" = "string"): Schema => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type },
});
const id: Schema = { name: "id", in: "path", required: true, schema: { type: "string" } };
const version = asked("Tus-Resumable", "`1.0.0`.");
const said = (...names: string[]): Schema =>
  Object.fromEntries(names.map((name) => [name, { description: TOLD[name], schema: { type: "string" } }]));

const TOLD: Readonly<Record<string, string>> = {
  Location: "Where its pieces are sent.",
  "Upload-Offset": "How many bytes have come: where the next piece begins.",
  "Upload-Length": "How many bytes it has in all.",
  "Upload-Expires": "When it is cleared away unless more of it comes.",
  "Tus-Resumable": "`1.0.0`.",
};

function speak({ operationId, summary, asked: parameters, answer, refuses, more = {} }: Spoken, bodies = true): Schema {
  const problems = Object.entries({ ...ALWAYS, ...refuses }).map(([status, codes]) => {
    const described = problem(codes);
    if (!bodies) delete described["content"];
    return [status, described];
  });
  return {
    operationId,
    tags: ["Uploads"],
    summary,
    description: `Needs the scope \`${beginUpload.permission}\`. Speaks [tus](https://tus.io) 1.0.0.`,
    parameters: [...parameters, version],
    ...more,
    responses: { ...answer, ...Object.fromEntries(problems) },
  };
}

const done = (description: string, ...headers: string[]): Schema => ({
  description,
  headers: { ...ALWAYS_TOLD, ...said("Tus-Resumable", ...headers) },
});

/** Where files come in, beside the operations of the same addresses. */
export const UPLOADING: Readonly<Record<string, Schema>> = {
  "/api/v1/uploads": {
    post: speak({
      operationId: "uploadsBegin",
      summary: beginUpload.summary,
      asked: [
        asked("Upload-Length", "How many bytes the file has.", "integer"),
        { ...asked("Upload-Metadata", "`filename` and its name in base64."), required: false },
      ],
      answer: {
        201: {
          ...done("Begun.", "Location", "Upload-Expires"),
          content: { "application/json": { schema: jsonSchema(Upload, "output") } },
        },
      },
      refuses: {
        400: ["invalid_request"],
        409: ["too_many_uploads"],
        413: ["too_large"],
        415: ["unsupported_media"],
        422: ["idempotency_key_reused"],
        503: ["unavailable", "storage_full"],
      },
    }),
  },
  "/api/v1/uploads/{id}": {
    head: speak(
      {
        operationId: "uploadsOffset",
        summary: "Ask how far an upload is, to go on from there.",
        asked: [id],
        answer: { 200: done("Where it is.", "Upload-Offset", "Upload-Length", "Upload-Expires") },
        refuses: {
          400: ["invalid_request"],
          404: ["upload_not_found"],
          409: ["upload_unfinished"],
          423: ["upload_locked"],
        },
      },
      false,
    ),
    patch: speak({
      operationId: "uploadsPiece",
      summary: "Send a piece, 16 MiB at most. What comes of one that breaks off is kept.",
      asked: [id, asked("Upload-Offset", "Where the piece begins.", "integer")],
      answer: { 204: done("Taken.", "Upload-Offset", "Upload-Expires") },
      refuses: {
        400: ["invalid_request"],
        404: ["upload_not_found"],
        409: ["offset_conflict", "upload_unfinished"],
        413: ["too_large"],
        415: ["unsupported_media"],
        423: ["upload_locked"],
        503: ["unavailable", "storage_full"],
      },
      more: { requestBody: { required: true, content: { "application/offset+octet-stream": {} } } },
    }),
    delete: speak({
      operationId: "uploadsRemove",
      summary: removeUpload.summary,
      asked: [id],
      answer: { 204: done("Given up, and its bytes are gone.") },
      refuses: {
        400: ["invalid_request"],
        404: ["upload_not_found"],
        409: ["upload_in_use"],
        415: ["unsupported_media"],
        423: ["upload_locked"],
      },
    }),
  },
};
