import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { framed } from "../frame";

/** The renderer of the reference page, as its package ships it: the page loads nothing from anywhere else. */
const SCRIPT = "node_modules/@scalar/api-reference/dist/browser/standalone.js";

export const referenceScript = framed(async (request) => {
  // The web process stands in the project's folder; a bundled file does not know where it came from.
  const file = join(process.cwd(), SCRIPT);
  const { size, mtimeMs } = await stat(file);
  const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
  const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=3600", etag };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, { headers });
});
