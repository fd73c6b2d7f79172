import { ExportEntries } from "@/lib/domain/audit/contract";
import { jsonSchema, problem, type Schema } from "./parts";

/** An address that streams bytes instead of answering JSON. */
interface Stream {
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  /** The scope it needs; null where nobody is asked for one. */
  readonly scope: string | null;
  /** Who may, where no scope says so. */
  readonly open?: string;
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

function describe({ scope, open = "", ...stream }: Stream): Schema {
  const { operationId, tag, summary, parameters, types, answers, refuses } = stream;
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  const problems = { ...(scope === null ? {} : NAMED), ...ALWAYS, ...refuses };
  return {
    get: {
      operationId,
      tags: [tag],
      summary,
      ...(scope === null ? { description: open, security: [] } : { description: `Needs the scope \`${scope}\`.` }),
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

/** What a feed has published; the pages for people stand at `/feeds/{id}` and `/watch/{id}`. */
const PUBLISHED = {
  tag: "Feeds",
  scope: null,
  open: "Open to everybody. A feed that was removed takes all that was published in it along.",
  refuses: { 400: ["invalid_request"], 404: ["publication_not_found"] },
} as const;

function feed(operationId: string, summary: string, type: string): Schema {
  const answers = { 200: "The feed, at most 200 entries, newest first.", 304: "Unchanged." };
  return describe({ ...PUBLISHED, operationId, summary, parameters: [inPath("id")], types: [type], answers });
}

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
    open: "The link itself is the right. Somebody who goes there in a browser reads a refusal as a page.",
    parameters: [inPath("token"), range],
    types: ["video/mp4"],
    answers: FILM,
    refuses: { 400: ["invalid_request"], 403: ["link_refused"] },
  }),
  "/feeds/{id}/rss.xml": feed("feedRss", "Read a feed as RSS with Media RSS.", "application/rss+xml"),
  "/feeds/{id}/podcast.xml": feed("feedPodcast", "Read a feed as a podcast.", "application/rss+xml"),
  "/feeds/{id}/feed.json": feed("feedJson", "Read a feed as JSON Feed.", "application/feed+json"),
  "/watch/{id}/film.mp4": describe({
    ...PUBLISHED,
    operationId: "publishedFilm",
    summary: "Watch what a feed has published; the id is the assignment's.",
    parameters: [inPath("id"), range],
    types: ["video/mp4"],
    answers: FILM,
  }),
  "/watch/{id}/poster.jpg": describe({
    ...PUBLISHED,
    operationId: "publishedPoster",
    summary: "The poster frame of what a feed has published.",
    parameters: [inPath("id")],
    types: ["image/jpeg"],
    answers: { 200: "The poster." },
    refuses: { 400: ["invalid_request"], 404: ["publication_not_found", "poster_not_found"] },
  }),
};
