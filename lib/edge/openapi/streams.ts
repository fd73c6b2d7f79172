import { ExportEntries } from "@/lib/domain/audit/contract";
import { jsonSchema, problem, type Schema } from "./parts";

/** An address that streams bytes instead of answering JSON. */
interface Stream {
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  /** The scope it needs; null where the address itself is the right. */
  readonly scope: string | null;
  readonly parameters: readonly Schema[];
  readonly types: readonly string[];
  /** Status → what it means, where it goes well. */
  readonly answers: Readonly<Record<number, string>>;
  /** Status → the codes of its problems, besides those of every address. */
  readonly refuses: Readonly<Record<number, readonly string[]>>;
}

const ALWAYS = { 429: ["rate_limited"], 503: ["unavailable", "storage_failed"] };
const NAMED = { 401: ["unauthenticated"], 403: ["forbidden"] };

const inPath = (name: string): Schema => ({ name, in: "path", required: true, schema: { type: "string" } });
const range: Schema = { name: "Range", in: "header", required: false, schema: { type: "string" } };

function describe({ operationId, tag, summary, scope, parameters, types, answers, refuses }: Stream): Schema {
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  const problems = { ...(scope === null ? {} : NAMED), ...ALWAYS, ...refuses };
  return {
    get: {
      operationId,
      tags: [tag],
      summary,
      ...(scope === null
        ? {
            description:
              "The link itself is the right. Somebody who goes there in a browser reads a refusal as a page.",
            security: [],
          }
        : { description: `Needs the scope \`${scope}\`.` }),
      parameters,
      responses: {
        ...Object.fromEntries(
          Object.entries(answers).map(([status, description]) => [
            status,
            ["304", "416"].includes(status) ? { description } : { description, content },
          ]),
        ),
        ...Object.fromEntries(Object.entries(problems).map(([status, codes]) => [status, problem(codes)])),
      },
    },
  };
}

const FILM = {
  200: "The whole file.",
  206: "The range that was asked for.",
  304: "Unchanged.",
  416: "No such range; Content-Range says how long the file is.",
};

/** The query of the export: the list's filters, and the format. */
function exportParameters(): Schema[] {
  const { properties = {}, required = [] } = jsonSchema(ExportEntries, "input") as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

export const STREAMS: Schema = {
  "/api/v1/videos/{id}/file": describe({
    operationId: "videosFile",
    tag: "Videos",
    summary: "Watch a video, or save it with ?download=1.",
    scope: "videos:read",
    parameters: [inPath("id"), { name: "download", in: "query", required: false, schema: { enum: ["1"] } }, range],
    types: ["video/mp4"],
    answers: FILM,
    refuses: { 400: ["invalid_request"], 404: ["video_not_found"], 409: ["video_not_available"] },
  }),
  "/api/v1/videos/{id}/poster": describe({
    operationId: "videosPoster",
    tag: "Videos",
    summary: "A video's poster frame.",
    scope: "videos:read",
    parameters: [inPath("id")],
    types: ["image/jpeg"],
    answers: { 200: "The poster." },
    refuses: {
      400: ["invalid_request"],
      404: ["video_not_found", "poster_not_found"],
      409: ["video_not_available"],
    },
  }),
  "/api/v1/videos/{id}/proof.pdf": describe({
    operationId: "proofPdf",
    tag: "Videos",
    summary: "The proof of a video's delivery as a PDF to keep, with its JSON attached.",
    scope: "deliveries:read",
    parameters: [inPath("id")],
    types: ["application/pdf"],
    answers: { 200: "The pages, made now." },
    refuses: { 400: ["invalid_request"], 404: ["video_not_found"] },
  }),
  "/api/v1/audit-entries/export": describe({
    operationId: "auditExport",
    tag: "Audit trail",
    summary: "Take the audit trail out as a file. That it was taken is itself written down.",
    scope: "audit:read",
    parameters: exportParameters(),
    types: ["text/csv", "application/jsonl"],
    answers: { 200: "The entries that the filters leave, newest first, as they stood when it began." },
    refuses: { 400: ["invalid_request"] },
  }),
  "/d/{token}": describe({
    operationId: "linkDownload",
    tag: "Deliveries",
    summary: "Download through a signed link.",
    scope: null,
    parameters: [inPath("token"), range],
    types: ["video/mp4"],
    answers: FILM,
    refuses: { 400: ["invalid_request"], 403: ["link_refused"] },
  }),
};
