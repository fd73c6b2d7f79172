import { strangerAt } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { askForCheck } from "@/lib/domain/copies/ask-for-check";
import { noteFetch, noteFetchOfTheRest, type FetchNote } from "@/lib/domain/deliveries/fetches";
import { openLink } from "@/lib/domain/deliveries/operations/open-link";
import { openVideo } from "@/lib/domain/videos/operations/open-video";
import { perform } from "@/lib/infra/operation";
import { standingCopy, type PlacedCopy, type StandingCopy } from "@/lib/infra/storage/standing-copy";
import { stores } from "@/lib/infra/storage/stores";
import { openPoster } from "@/lib/infra/posters";
import { callerFromRequest } from "../caller";
import { LENGTH_HEADER } from "../front/body-headers";
import { NOTHING } from "../front/security-headers";
import { openingOf } from "./opening";
import { readRange } from "./range";
import { refusedLink } from "./refused-link-page";
import { budgetOf, counted, spend, type Traffic } from "../limits/budgets";
import { addressOf } from "../request";
import { framed } from "../frame";

/** A signed link: the signature is the right, so nobody has to be signed in. Next answers HEAD through GET. */
export const signedDownload = framed(async (request, { token }, requestId, headers) => {
  const stranger = strangerAt("link", "links:follow", { requestId, address: addressOf(request) });
  await spend(budgetOf(stranger, trafficOf(request)), headers);
  const film = await perform(openLink, { token }, stranger);
  const response = await filmResponse(request, { ...film, disposition: "attachment" });
  const note = { deliveryId: film.delivery_id, linkId: film.link_id, how: "downloaded", who: null } as const;
  await noteOpening({ request, response, bytes: film.bytes }, note);
  // A link is handed on to other pages and players; whoever holds it may show it there.
  response.headers.set("cross-origin-resource-policy", "cross-origin");
  return response;
}, refusedLink);

/** The MP4 itself, for whoever is signed in or has a key: the player seeks here, and `?download=1` saves it. */
export const videoFile = framed(async (request, { id }, requestId, headers) => {
  const caller = await counted({ request, answer: headers, traffic: trafficOf(request) }, () =>
    callerFromRequest(request, requestId),
  );
  const film = await perform(openVideo, { id }, caller);
  const download = new URL(request.url).searchParams.get("download") === "1";
  const response = await filmResponse(request, { ...film, disposition: download ? "attachment" : "inline" });
  const how = download ? "downloaded" : "watched";
  const note = { deliveryId: film.delivery_id, linkId: null, how, who: caller.actorName } as const;
  await noteOpening({ request, response, bytes: film.bytes }, note);
  return response;
});

/** The poster frame as JPEG; 404 until it has been drawn. */
export const videoPoster = framed(async (request, { id = "" }, requestId, headers) => {
  const caller = await counted({ request, answer: headers, traffic: "pieces" }, () =>
    callerFromRequest(request, requestId),
  );
  await perform(openVideo, { id }, caller);
  return posterResponse(id);
});

/** Opening a film is a request like any other; a range from further inside is a jump in one that is open. */
export function trafficOf(request: Request): Traffic {
  return /^bytes=(-|0*[1-9])/i.test(request.headers.get("range") ?? "") ? "pieces" : "requests";
}

interface Answered {
  readonly request: Request;
  readonly response: Response;
  readonly bytes: number;
}

/** A film that is handed out counts as fetched, once for each opening: what counts as one, `openingOf` says. */
async function noteOpening({ request, response: { status }, bytes }: Answered, note: FetchNote): Promise<void> {
  const range = request.headers.get("range");
  const opening = openingOf({ method: request.method, status, range, bytes });
  if (opening === "begun") await noteFetch(note);
  if (opening === "the rest") await noteFetchOfTheRest(note);
}

interface Film {
  readonly delivery_id: string;
  /** Where its bytes stand. */
  readonly copies: readonly PlacedCopy[];
  readonly bytes: number;
  readonly title: string;
  /** `sha256:…`; it names these very bytes, so it is their strong ETag. */
  readonly checksum: string;
  readonly disposition: "inline" | "attachment";
}

/** Fixed headers of every film: the type is ours to say, and nothing in the file may run (standard 3.4). */
const FILM_HEADERS = {
  "content-type": "video/mp4",
  "x-content-type-options": "nosniff",
  "content-security-policy": `${NOTHING}; sandbox`,
  "accept-ranges": "bytes",
  "cache-control": "private, no-cache",
};

/** How long a presigned address works: to begin a download takes a moment, and each click signs anew. */
const DIRECT_SECONDS = 60;

/**
 * A stored MP4, whole or one byte range of it: 200, 206, 304 or 416 (RFC 9110), and HEAD the same
 * without the bytes; 302 where the store hands it out itself. A player is streamed to in any case: it
 * goes on asking for as long as it is open, and nothing signed for a minute would last (decision 018).
 */
export async function filmResponse(request: Request, film: Film): Promise<Response> {
  const { storage, key, bytes } = await standingCopyOf(film);
  const link =
    film.disposition === "attachment"
      ? await storage.link(key, {
          method: request.method === "HEAD" ? "HEAD" : "GET",
          seconds: DIRECT_SECONDS,
          disposition: dispositionOf(film),
        })
      : null;
  if (link) return new Response(null, { status: 302, headers: { location: link.url, "cache-control": "no-store" } });

  const etag = `"${film.checksum}"`;
  const headers = { ...FILM_HEADERS, etag, "content-disposition": dispositionOf(film) };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });

  const ifRange = request.headers.get("if-range");
  const asked = ifRange === null || ifRange === etag ? request.headers.get("range") : null;
  const range = readRange(asked, bytes);
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${bytes}` } });
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  const body = request.method === "HEAD" ? null : await storage.open(key, { start, end });
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      [LENGTH_HEADER]: String(end - start + 1),
      ...(range ? { "content-range": `bytes ${start}-${end}/${bytes}` } : {}),
    },
  });
}

/** Where a store that should have the film does not, somebody looks at its copies while others read the next. */
async function standingCopyOf({ copies, bytes, delivery_id: id }: Film): Promise<StandingCopy> {
  const first = stores().find(({ name }) => copies.some(({ store }) => store === name));
  const standing = await standingCopy(copies, bytes).catch(async (error: unknown) => {
    await askForCheck(id);
    throw error;
  });
  if (standing.storage !== first) await askForCheck(id);
  return standing;
}

export async function posterResponse(videoId: string): Promise<Response> {
  const poster = await openPoster(videoId);
  if (!poster) throw new Refusal("not_found", "poster_not_found", "The poster of this video has not been drawn yet.");
  return new Response(poster, {
    headers: {
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      [LENGTH_HEADER]: String(poster.length),
      "cache-control": "private, max-age=86400, immutable",
    },
  });
}

interface NamedFile extends Pick<Film, "title" | "disposition"> {
  /** What the file name ends in; `mp4` where it is left out. */
  readonly ending?: string;
}

/** The real title as a file name, for old and new browsers (RFC 6266): never a path, a quote or a control character. */
export function dispositionOf({ title, disposition, ending = "mp4" }: NamedFile): string {
  const name = `${
    title
      .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, " ")
      .replace(/\s+/g, " ")
      .trim()
      .replace(/^\.+/, "")
      .slice(0, 120)
      .trim() || "video"
  }.${ending}`;
  const plain = name
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/[%;/\\:*?"<>|]/g, "")
    .trim();
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain === `.${ending}` ? `video.${ending}` : plain}"; filename*=UTF-8''${encoded}`;
}
