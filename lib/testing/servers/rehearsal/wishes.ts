import { createHash } from "node:crypto";
import { type Books, type Fields, hashOf, markerIn, type StagePost, textIn, type Upload, type Way } from "./books";
import type { Fate, Step } from "./faults";

/** One request to the stage, read. */
export interface Asked {
  readonly method: string;
  readonly way: Way;
  readonly account: string;
  readonly token: string;
  /** What follows the account. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** What a request wants, and what happens when it is granted. */
export interface Wish {
  readonly step: Step;
  readonly marker: string | null;
  readonly grant: (fate: Fate) => Reply;
}

const NOTHING: Reply = { status: 404, body: { message: "There is nothing here." } };

/** What somebody asks of the stage, in the ways this part of it understands; null where there is nothing. */
export function wishOf(asked: Asked, books: Books): Wish | null {
  const { method, path, way } = asked;
  const [noun, id, verb] = path;
  if (method === "GET" && path.length === 0) {
    return { step: "check", marker: null, grant: () => ({ status: 200, body: { account: asked.account } }) };
  }
  if (method === "POST" && noun === "token") return refreshing(asked, books);
  if (noun === "posts") return postWish(asked, books, id);
  if (noun !== "uploads" || (way !== "handle" && way !== "flip")) return null;
  if (method === "POST" && id === undefined) return opening(asked, books);
  const upload = id === undefined ? undefined : books.uploads.get(id);
  const marker = upload ? markerIn(upload.fields) : null;
  const about = (step: Step, grant: (upload: Upload, fate: Fate) => Reply): Wish => ({
    step,
    marker,
    grant: (fate) => (upload && upload.account === asked.account ? grant(upload, fate) : NOTHING),
  });
  if (method === "GET") return about("find", uploadReply);
  if (method === "PUT" && verb === "media") return about("media", (one) => receive(one, asked.body));
  if (method === "POST" && verb === "commit" && way === "handle") {
    return about("commit", (one, fate) => commit(one, { asked, books, fate, repeated: 409 }));
  }
  if (method === "PATCH" && way === "flip") {
    return about("commit", (one, fate) => commit(one, { asked, books, fate, repeated: 200 }));
  }
  return null;
}

function postWish(asked: Asked, books: Books, id: string | undefined): Wish | null {
  const { method, way, account, token } = asked;
  const fields = fieldsOf(asked.body);
  if (method === "PUT" && way === "key" && id !== undefined) {
    return { step: "commit", marker: id, grant: (fate) => putByKey(asked, books, { ...fields, marker: id }, fate) };
  }
  if (method === "POST" && (way === "search" || way === "hand")) {
    const grant = (fate: Fate) => postReply(books.post({ way, account, token, fields }, fate), 201);
    return { step: "commit", marker: markerIn(fields), grant };
  }
  if (method !== "GET" || way === "hand") return null;
  const marker = asked.query.get("marker");
  if (id === undefined && marker !== null && way === "search") {
    const seen = () => books.postsUnder(marker).filter((post) => post.account === account && isVisible(post));
    return { step: "find", marker, grant: () => ({ status: 200, body: { posts: seen().map(postBody) } }) };
  }
  const found = id === undefined ? undefined : books.postWith(id);
  const post = found?.account === account ? found : undefined;
  return { step: "status", marker: post?.marker ?? null, grant: () => (post ? postReply(post, 200) : NOTHING) };
}

function putByKey({ account, token, way }: Asked, books: Books, fields: Fields, fate: Fate): Reply {
  const former = books.postsUnder(markerIn(fields)).find((post) => post.account === account);
  if (!former) return postReply(books.post({ way, account, token, fields }, fate), 201);
  if (former.hash === hashOf(fields)) return postReply(former, 200);
  books.violate(account, "A marker came again with other content.");
  return { status: 409, body: { message: "Another post has this key." } };
}

function opening({ account, body }: Asked, books: Books): Wish {
  const fields = fieldsOf(body);
  return {
    step: "open",
    marker: markerIn(fields),
    grant: () => ({ ...uploadReply(books.open(account, fields)), status: 201 }),
  };
}

function receive(upload: Upload, film: Buffer): Reply {
  if (upload.expired) return EXPIRED;
  const checksum = `sha256:${createHash("sha256").update(film).digest("hex")}`;
  if (film.byteLength !== upload.fields["bytes"] || checksum !== upload.fields["checksum"]) {
    return { status: 422, body: { message: "The film is not the one that was announced." } };
  }
  upload.received = true;
  return uploadReply(upload);
}

interface Committing {
  readonly asked: Asked;
  readonly books: Books;
  readonly fate: Fate;
  /** How a handle that was used is answered when it comes again. */
  readonly repeated: 200 | 409;
}

function commit(upload: Upload, { asked, books, fate, repeated }: Committing): Reply {
  if (upload.post) return postReply(upload.post, repeated);
  if (upload.expired) return EXPIRED;
  if (upload.wantsMedia && !upload.received) return { status: 422, body: { message: "The film is not here yet." } };
  const { way, account, token } = asked;
  upload.post = books.post({ way, account, token, fields: upload.fields }, fate);
  return postReply(upload.post, 201);
}

const EXPIRED: Reply = { status: 410, body: { message: "The upload has expired, and nothing was posted." } };

function uploadReply(upload: Upload): Reply {
  if (upload.expired) return EXPIRED;
  const { handle, wantsMedia, received, post } = upload;
  const state = post ? "committed" : "open";
  return { status: 200, body: { handle, state, wants_media: wantsMedia && !received, post: post && postBody(post) } };
}

function refreshing({ account, body }: Asked, books: Books): Wish {
  const grant = ({ transport }: Fate): Reply => {
    const heard = transport === null || transport.fault === "slow";
    const fresh = books.refresh(account, textIn(fieldsOf(body), "refresh_token"), heard);
    if (!fresh) return { status: 400, body: { message: "The refresh token is not good any more." } };
    const { token, refreshToken, lifeMs } = fresh;
    const expires = Number.isFinite(lifeMs) ? { expires_in: lifeMs / 1000 } : {};
    return { status: 200, body: { token, refresh_token: refreshToken, ...expires } };
  };
  return { step: "token", marker: null, grant };
}

const isVisible = ({ visibleAt }: StagePost) => visibleAt <= Date.now();

function postBody(post: StagePost): object {
  const ready = post.readyAt <= Date.now();
  const state = !ready ? "processing" : post.fails ? "failed" : "live";
  return { id: post.id, url: post.url, state };
}

const postReply = (post: StagePost, status: number): Reply => ({ status, body: postBody(post) });

function fieldsOf(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}
