import { objectOf, nameIn } from "../answers";
import type { Bookmark, Connector, Post } from "../contract";
import { fieldsOf, postIn, shared, StageAccount } from "./ask-stage";

/** The upload was never committed and cannot be any more. */
const EXPIRED = 410;
/** The handle was good for one post, and the answer names it. */
const USED = 409;

interface ByUpload {
  readonly way: "handle" | "flip";
  /** The one request that shows the film to the audience. */
  readonly commit: (handle: string) => Parameters<StageAccount["ask"]>[0];
}

/**
 * First the film goes up, where nobody sees it, and leaves a handle; then one request shows it. Whether
 * that one had its effect, the handle tells for ever.
 */
export function byUpload({ way, commit }: ByUpload): Connector {
  return {
    ...shared(way),

    async prepare(post, account, tools, bookmark, save) {
      const stage = new StageAccount(way, account, tools);
      const former = handleIn(bookmark);
      const looked = former === null ? null : await stage.ask({ method: "GET", path: ["uploads", former] });
      const begin = looked === null || (looked.kind === "answer" && looked.status === EXPIRED);
      const heard = begin ? await stage.ask({ method: "POST", path: ["uploads"], json: fieldsOf(post) }) : looked;
      const said = objectOf(heard);
      const handle = nameIn(said?.["handle"]);
      if (handle === null) return stage.endingOfRepeatable(heard);
      if (handle !== former) await save({ handle });
      if (said?.["wants_media"] === true) {
        const sent = await stage.ask({ method: "PUT", path: ["uploads", handle, "media"], film: filmOf(post, tools) });
        if (objectOf(sent) === null) return stage.endingOfRepeatable(sent);
      }
      return { kind: "ready", bookmark: { handle } };
    },

    async send(_post, account, tools, bookmark) {
      const stage = new StageAccount(way, account, tools);
      const handle = handleIn(bookmark);
      if (handle === null) return { kind: "later", seconds: null, reason: "The film is not on the stage yet." };
      const heard = await stage.ask(commit(handle));
      if (heard.kind === "answer" && heard.status === EXPIRED) {
        return { kind: "later", seconds: null, reason: "The upload expired before it was shown; it begins anew." };
      }
      const found = postIn(objectOf(heard, [USED]));
      if (found) return found;
      // A used handle without the name of its post proves that there is one, not which.
      return heard.kind === "answer" && heard.status === USED
        ? { kind: "unknown", reason: "The stage says that this was shown before, and not as what." }
        : stage.endingOf(heard);
    },

    async find(_post, account, tools, bookmark) {
      const handle = handleIn(bookmark);
      // Handles are kept before they are used: without one, nothing was ever shown.
      if (handle === null) return { kind: "absent" };
      const stage = new StageAccount(way, account, tools);
      const heard = await stage.ask({ method: "GET", path: ["uploads", handle] });
      if (heard.kind === "answer" && heard.status === EXPIRED) return { kind: "absent" };
      const said = objectOf(heard);
      if (said?.["state"] === "open") return { kind: "absent" };
      return postIn(said?.["post"]) ?? stage.endingOfLook(heard);
    },
  };
}

const filmOf = (post: Post, tools: Parameters<Connector["send"]>[2]) => ({
  bits: tools.openMedia(),
  bytes: post.media.bytes,
});

function handleIn(bookmark: Bookmark): string | null {
  const { handle } = bookmark;
  return typeof handle === "string" ? handle : null;
}
