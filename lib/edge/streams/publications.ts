import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { strangerAt } from "@/lib/core/caller";
import type { PublishedFeed } from "@/lib/domain/publishing/publication-contract";
import { listPublications } from "@/lib/domain/publishing/operations/list-publications";
import { getPublication } from "@/lib/domain/publishing/operations/get-publication";
import { openPublication } from "@/lib/domain/publishing/operations/open-publication";
import { perform } from "@/lib/infra/operation";
import { jsonFeed } from "../feeds/json-feed";
import { mediaRss, podcast } from "../feeds/rss";
import { framed, type Handler } from "../frame";
import { ENCODING_HEADER, LENGTH_HEADER } from "../front/body-headers";
import { budgetOf, spend, type Traffic } from "../limits/budgets";
import { addressOf } from "../request";
import { filmResponse, posterResponse, trafficOf } from "./film";
import { PLAYER_POLICY, playerPage } from "./player-page";
import { isUnchanged, lastModified } from "./unchanged";

/** What is published is for everybody, other people's pages and players included; and for a minute at a time, since it can be taken away. */
const PUBLIC = { "cache-control": "public, max-age=60", "cross-origin-resource-policy": "cross-origin" };

export const rssFeed = feedAs("application/rss+xml; charset=utf-8", mediaRss);
export const podcastFeed = feedAs("application/rss+xml; charset=utf-8", podcast);
export const jsonFeedFile = feedAs("application/feed+json; charset=utf-8", jsonFeed);

/** The film of a published video. A player and a podcast app seek in it, so it is streamed whatever the store. */
export const publishedFilm = framed(async (request, { id = "" }, requestId, headers) => {
  const film = await opened({ id, request, requestId, headers, traffic: trafficOf(request) });
  return shared(await filmResponse(request, { ...film, disposition: "inline" }));
});

export const publishedPoster = framed(async (request, { id = "" }, requestId, headers) => {
  const { video_id: videoId } = await opened({ id, request, requestId, headers, traffic: "pieces" });
  return shared(await posterResponse(videoId));
});

/** The player for other people's pages; the only address of the desk that may stand in their frames. */
export const publishedPlayer = framed(async (request, { id = "" }, requestId, headers) => {
  const stranger = strangerAt("link", "publications:see", { requestId, address: addressOf(request) });
  await spend(budgetOf(stranger), headers);
  const page = Buffer.from(playerPage(await perform(getPublication, { id }, stranger)));
  return new Response(request.method === "HEAD" ? null : page, {
    headers: {
      ...PUBLIC,
      "cache-control": `${PUBLIC["cache-control"]}, no-transform`,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": PLAYER_POLICY,
      [LENGTH_HEADER]: String(page.length),
    },
  });
});

interface Asked {
  readonly id: string;
  readonly request: Request;
  readonly requestId: string;
  readonly headers: Headers;
  readonly traffic: Traffic;
}

async function opened({ id, request, requestId, headers, traffic }: Asked) {
  const stranger = strangerAt("link", "publications:see", { requestId, address: addressOf(request) });
  await spend(budgetOf(stranger, traffic), headers);
  return perform(openPublication, { id }, stranger);
}

function shared(response: Response): Response {
  for (const [name, value] of Object.entries(PUBLIC)) response.headers.set(name, value);
  return response;
}

/** A feed in one of its forms, made anew at each asking: a reader that has it already gets none of it. */
function feedAs(type: string, write: (feed: PublishedFeed) => string): Handler {
  return framed(async (request, { id = "" }, requestId, headers) => {
    const stranger = strangerAt("link", "publications:see", { requestId, address: addressOf(request) });
    await spend(budgetOf(stranger), headers);
    const feed = await perform(listPublications, { id }, stranger);
    const plain = Buffer.from(write(feed));
    const packs = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
    const digest = createHash("sha256").update(plain).digest("base64url");
    // Strong tags name bytes, and packed they are others.
    const etags = { plain: `"${digest}"`, packed: `"${digest}-gzip"` };
    const modifiedAt = new Date(feed.updated_at);
    const told = {
      ...PUBLIC,
      // Packed here, lest Next packs it again under the same tag.
      "cache-control": `${PUBLIC["cache-control"]}, no-transform`,
      "access-control-allow-origin": "*",
      etag: packs ? etags.packed : etags.plain,
      "last-modified": lastModified(modifiedAt),
      vary: "accept-encoding",
    };
    if (isUnchanged(request.headers, { etags: Object.values(etags), modifiedAt }))
      return new Response(null, { status: 304, headers: told });
    const body = packs ? await promisify(gzip)(plain) : plain;
    return new Response(request.method === "HEAD" ? null : new Uint8Array(body), {
      headers: {
        ...told,
        "content-type": type,
        [LENGTH_HEADER]: String(body.length),
        ...(packs ? { [ENCODING_HEADER]: "gzip" } : {}),
      },
    });
  });
}
