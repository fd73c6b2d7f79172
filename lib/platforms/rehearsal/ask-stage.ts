import type { CallRequest, Heard } from "@/lib/core/call";
import { SECOND } from "@/lib/core/time";
import { addressIn, nameIn, objectOf } from "../answers";
import { type Documented, endingOf, endingOfRepeatable } from "../classify";
import type { Account, Connector, Ending, Post, Tools } from "../contract";

export type Way = "key" | "handle" | "search" | "hand" | "flip";

/** What the stage's authors promise: these are answered before anything has happened. */
const DOCUMENTED: Documented = {
  400: "refused",
  401: "reconnect",
  403: "refused",
  404: "refused",
  409: "refused",
  410: "refused",
  422: "refused",
  429: "later",
  503: "later",
};

interface Ask {
  readonly method: CallRequest["method"];
  /** Behind the account, each part as it is. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: object;
  readonly film?: { readonly bits: AsyncIterable<Uint8Array>; readonly bytes: number };
}

/** One account on the stage, and the ways in which its answers are understood. */
export class StageAccount {
  readonly #way: Way;
  readonly #account: Account;
  readonly #tools: Tools;

  constructor(way: Way, account: Account, tools: Tools) {
    this.#way = way;
    this.#account = account;
    this.#tools = tools;
  }

  ask({ method, path, query = {}, json, film }: Ask): Promise<Heard> {
    const { settings, secrets } = this.#account;
    const base = String(settings["url"]).replace(/\/+$/, "");
    const parts = [this.#way, String(settings["account"]), ...path]
      .map((part) => encodeURIComponent(part.toWellFormed()))
      .join("/");
    const search = new URLSearchParams(query).toString();
    return this.#tools.call({
      method,
      url: `${base}/${parts}${search === "" ? "" : `?${search}`}`,
      headers: {
        authorization: `Bearer ${secrets["token"] ?? ""}`,
        ...(json && { "content-type": "application/json" }),
        ...(film && { "content-type": "video/mp4", "content-length": String(film.bytes) }),
      },
      ...(json && { body: JSON.stringify(json) }),
      ...(film && { body: film.bits }),
    });
  }

  /** What the answer to the irreversible act comes to, where no post can be read from it. */
  endingOf = (heard: Heard) => endingOf(heard, DOCUMENTED, this.#telling());

  endingOfRepeatable = (heard: Heard) => endingOfRepeatable(heard, DOCUMENTED, this.#telling());

  /** A look that is refused has found out nothing. */
  endingOfLook(heard: Heard): Extract<Ending, { kind: "later" | "reconnect" | "unknown" }> {
    const ending = this.endingOfRepeatable(heard);
    return ending.kind === "refused" ? { kind: "unknown", reason: ending.reason } : ending;
  }

  #telling() {
    return { who: "The stage", now: this.#tools.now(), secrets: this.#account.secrets };
  }
}

/** The post as the stage takes it: everything that is frozen, and nothing that is signed anew each time. */
export function fieldsOf({ marker, title, caption, tags, settings, scheduledAt, media }: Post): object {
  const { bytes, seconds, checksum } = media;
  return { marker, title, caption, tags, settings, scheduled_at: scheduledAt, bytes, seconds, checksum };
}

/** What the stage says of a post; null where it says nothing that can be read. */
export function postIn(value: unknown): Extract<Ending, { kind: "sent" | "live" }> | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, url, state } = value as Readonly<Record<string, unknown>>;
  const remoteId = nameIn(id);
  if (remoteId === null) return null;
  return state === "live" ? { kind: "live", remoteId, url: addressIn(url) } : { kind: "sent", remoteId };
}

const LOOK_AGAIN_S = 2;

/** What is the same on the stage however it settles lost answers. */
export function shared(way: Way): Required<Pick<Connector, "check" | "refresh" | "watch">> {
  return {
    async check(account, tools) {
      const stage = new StageAccount(way, account, tools);
      const heard = await stage.ask({ method: "GET", path: [] });
      return nameIn(objectOf(heard)?.["account"]) === null
        ? stage.endingOfRepeatable(heard)
        : { kind: "fine", sentence: "The stage knows this account." };
    },

    async refresh(account, tools) {
      const { refresh_token: refreshToken } = account.secrets;
      if (refreshToken === undefined) {
        return { kind: "reconnect", reason: "The sign-in has ended, and there is nothing to renew it with." };
      }
      const stage = new StageAccount(way, account, tools);
      const heard = await stage.ask({ method: "POST", path: ["token"], json: { refresh_token: refreshToken } });
      const said = objectOf(heard);
      const [token, fresh] = [nameIn(said?.["token"]), nameIn(said?.["refresh_token"])];
      if (token !== null && fresh !== null) {
        const life = said?.["expires_in"];
        const expiresAt = typeof life === "number" ? new Date(tools.now().getTime() + life * SECOND) : null;
        return { kind: "refreshed", secrets: { ...account.secrets, token, refresh_token: fresh }, expiresAt };
      }
      const ending = stage.endingOfRepeatable(heard);
      return ending.kind === "refused" ? { kind: "reconnect", reason: ending.reason } : ending;
    },

    async watch(remoteId, account, tools) {
      const stage = new StageAccount(way, account, tools);
      const heard = await stage.ask({ method: "GET", path: ["posts", remoteId] });
      const said = objectOf(heard);
      if (said?.["state"] === "failed") {
        return { kind: "refused", reason: "The stage took the film and could not process it." };
      }
      const found = postIn(said);
      if (found === null) {
        // That it may not be looked at says nothing of the post, which is there.
        const ending = stage.endingOfRepeatable(heard);
        return ending.kind === "refused" ? { kind: "later", seconds: null, reason: ending.reason } : ending;
      }
      return found.kind === "live" ? found : { kind: "waiting", seconds: LOOK_AGAIN_S };
    },
  };
}
