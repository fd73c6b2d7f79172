import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { framed, type Handler } from "../frame";
import { ENCODING_HEADER } from "../front/body-headers";
import { budgetOf, spend } from "../limits/budgets";
import { addressOf } from "../request";

interface Kept {
  readonly plain: Buffer<ArrayBuffer>;
  readonly zipped: Buffer<ArrayBuffer>;
  readonly etag: string;
}

/**
 * An answer that is the same for everybody as long as the process runs: read and packed once, kept in
 * memory, and then costs nobody anything. Open to strangers, so it counts against their address.
 */
export function keptAnswer(type: string, read: () => Promise<string | Buffer>): Handler {
  let kept: Promise<Kept> | undefined;
  return framed(async (request, _params, _requestId, headers) => {
    await spend(budgetOf(addressOf(request)), headers);
    kept ??= prepare(read);
    const { plain, zipped, etag } = await kept.catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    // Next would pack what is packed a second time, were it not told to leave it alone.
    const told = { "content-type": type, "cache-control": "no-cache, no-transform", etag, vary: "accept-encoding" };
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: told });
    const packed = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
    // Next answers HEAD through GET, and leaves a body that it does not send lying about.
    return new Response(request.method === "HEAD" ? null : packed ? zipped : plain, {
      headers: { ...told, ...(packed ? { [ENCODING_HEADER]: "gzip" } : {}) },
    });
  });
}

async function prepare(read: () => Promise<string | Buffer>): Promise<Kept> {
  const plain = Buffer.from(await read());
  const zipped = Buffer.from(await promisify(gzip)(plain));
  // Weak, because packed and plain share it.
  return { plain, zipped, etag: `W/"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"` };
}
