import { objectOf } from "../answers";
import type { Connector, Post } from "../contract";
import { fieldsOf, postIn, shared, StageAccount, type Way } from "./ask-stage";
import { byUpload } from "./by-upload";

/** The stage's five ways, each with what real platforms of its kind can and cannot be asked. */
export const connectors: Readonly<Record<Way, Connector>> = {
  key: direct("key", ({ marker }) => ({ method: "PUT", path: ["posts", marker] })),

  handle: byUpload({ way: "handle", commit: (handle) => ({ method: "POST", path: ["uploads", handle, "commit"] }) }),

  flip: byUpload({
    way: "flip",
    commit: (handle) => ({ method: "PATCH", path: ["uploads", handle], json: { public: true } }),
  }),

  search: {
    ...direct("search", () => ({ method: "POST", path: ["posts"] })),
    async find({ marker }, account, tools) {
      const stage = new StageAccount("search", account, tools);
      const heard = await stage.ask({ method: "GET", path: ["posts"], query: { marker } });
      const posts = objectOf(heard)?.["posts"];
      if (!Array.isArray(posts)) return stage.endingOfLook(heard);
      if (posts.length === 0) return { kind: "absent" };
      return postIn(posts[0]) ?? { kind: "unknown", reason: "The stage found a post and did not say which." };
    },
  },

  hand: {
    ...direct("hand", () => ({ method: "POST", path: ["posts"] })),
    // There is nothing to look at: what it confirmed once is believed.
    watch: async (remoteId) => ({ kind: "live", remoteId, url: null }),
  },
};

/** Nothing goes before: one request brings the whole post. */
function direct(way: Way, act: (post: Post) => { method: "PUT" | "POST"; path: readonly string[] }): Connector {
  return {
    ...shared(way),
    prepare: async () => ({ kind: "ready", bookmark: {} }),
    async send(post, account, tools) {
      const stage = new StageAccount(way, account, tools);
      const heard = await stage.ask({ ...act(post), json: fieldsOf(post) });
      return postIn(objectOf(heard)) ?? stage.endingOf(heard);
    },
  };
}
