import { Refusal } from "@/lib/core/refusal";
import { env } from "@/lib/infra/env";

/**
 * A browser sends the cookie along with other sites' requests; a change is taken from our own pages
 * only. Next checks the origin of server actions itself, but lets through a request that names none
 * (standard 3.2). Throws `cross_site`.
 */
export function refuseForeignOrigin(request: { readonly headers: Pick<Headers, "get"> }): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = site === null ? origin !== null && isOwn(origin, request) : site === "same-origin";
  if (!own) throw new Refusal("forbidden", "cross_site", "Changes are taken from the desk's own pages only.");
}

function isOwn(origin: string, request: { readonly headers: Pick<Headers, "get"> }): boolean {
  if (!URL.canParse(origin)) return false;
  const [asked, ours] = [new URL(origin), new URL(env().MARQUEE_URL)];
  // By another of our names: whoever says it over http is not who says it over https.
  return origin === ours.origin || (asked.protocol === ours.protocol && asked.host === request.headers.get("host"));
}
