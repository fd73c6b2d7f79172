import { expect } from "vitest";
import type { CallRequest } from "@/lib/core/call";
import type { Account, Bookmark, Connector, Ending, Post, Tools } from "@/lib/platforms/contract";
import type { Ground } from "./connector-grounds";
import { freshPost } from "./contract-post";
import { eventually } from "./worker";

/** One account on one platform, with a connector that is asked as the publisher asks it. */
export class Try {
  readonly post: Post;
  readonly account: Account;
  /** Saves and requests, in the order in which they came. */
  readonly log: ({ readonly saved: Bookmark } | { readonly asked: CallRequest })[] = [];
  bookmark: Bookmark = {};
  readonly #connector: Connector;
  readonly #tools: Tools;

  constructor(connector: Connector, ground: Ground, { account = ground.account(), post = freshPost() } = {}) {
    this.#connector = connector;
    this.account = account;
    this.post = post;
    this.#tools = {
      ...ground.tools,
      call: (asked) => {
        this.log.push({ asked });
        return ground.tools.call(asked);
      },
    };
  }

  async prepare({ save = true } = {}): Promise<Ending> {
    const ending = await this.#connector.prepare(this.post, this.account, this.#tools, this.bookmark, async (saved) => {
      if (!save) throw new Error("The worker died.");
      this.log.push({ saved });
      this.bookmark = saved;
    });
    if (ending.kind === "ready") this.bookmark = ending.bookmark;
    return ending;
  }

  send = (): Promise<Ending> => this.#connector.send(this.post, this.account, this.#tools, this.bookmark);

  async sendPrepared(): Promise<Ending> {
    expect(await this.prepare()).toMatchObject({ kind: "ready" });
    return this.send();
  }

  find(): Promise<Ending> {
    if (!this.#connector.find) throw new Error("This platform cannot be searched.");
    return this.#connector.find(this.post, this.account, this.#tools, this.bookmark);
  }

  watch = (remoteId: string): Promise<Ending> => this.#connector.watch(remoteId, this.account, this.#tools);
  check = () => this.#connector.check(this.account, this.#tools);

  requests = (): CallRequest[] => this.log.flatMap((entry) => ("asked" in entry ? [entry.asked] : []));

  /** Looks on until the audience can see it. */
  untilLive(sent: Ending): Promise<Ending> {
    const { remoteId } = confirmed(sent);
    return eventually(async () => {
      const seen = await this.watch(remoteId);
      return seen.kind === "live" && seen;
    });
  }
}

/** An ending by which the platform has the post. Fails for any other. */
export function confirmed(ending: Ending): Extract<Ending, { kind: "sent" | "live" }> {
  if (ending.kind !== "sent" && ending.kind !== "live") expect(ending).toMatchObject({ kind: "sent or live" });
  return ending as Extract<Ending, { kind: "sent" | "live" }>;
}
