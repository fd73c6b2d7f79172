import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { Heard } from "@/lib/core/call";
import { SECOND } from "@/lib/core/time";
import { addressIn, nameIn, objectOf } from "../answers";
import { type Documented, endingOf, endingOfRepeatable } from "../classify";
import type { Account, Connector, Post, Tools } from "../contract";

const REDIRECTS = Array.from({ length: 100 }, (_none, at) => 300 + at);

/** What the desk tells receivers that these answers mean: it was not taken, and nothing came of it. */
const DOCUMENTED: Documented = {
  ...Object.fromEntries(REDIRECTS.map((status) => [status, "refused"] as const)),
  400: "refused",
  401: "refused",
  403: "refused",
  404: "refused",
  405: "refused",
  409: "refused",
  410: "gone",
  413: "refused",
  415: "refused",
  422: "refused",
  429: "later",
  503: "later",
};

const UNSIGNED = "The receiver does not accept the signature: give this channel the secret by which it verifies.";
const REDIRECTED = "The receiver redirects, and none is followed: give the channel the address it leads to.";
const SENTENCES = {
  ...Object.fromEntries(REDIRECTS.map((status) => [status, REDIRECTED])),
  401: UNSIGNED,
  403: UNSIGNED,
  410: "The receiver answered 410: it wants to hear nothing more from this channel.",
};

const SECRETLESS = { kind: "reconnect", reason: "The channel has no secret to sign with: give it one." } as const;

/** A server of somebody's own. Its key is the marker, sent as `webhook-id`: by it a repetition is known. */
export const connector: Connector = {
  /** Signed and sent like a post, under an id of its own and a type that publishes nothing. */
  async check(account, tools) {
    if (account.secrets["secret"] === undefined) return SECRETLESS;
    const heard = await deliver({
      id: `test_${randomUUID()}`,
      body: { type: "channel.test", channel_id: account.channelId, sent_at: tools.now().toISOString() },
      account,
      tools,
    });
    if (isTaken(heard)) return { kind: "fine", sentence: "The receiver took a signed test." };
    return endingOfRepeatable(heard, DOCUMENTED, tellingOf(account, tools));
  },

  // The receiver fetches the film itself, from `media_url`.
  prepare: async () => ({ kind: "ready", bookmark: {} }),

  async send(post, account, tools) {
    if (account.secrets["secret"] === undefined) return SECRETLESS;
    const heard = await deliver({ id: post.marker, body: bodyOf(post), account, tools });
    if (!isTaken(heard)) return endingOf(heard, DOCUMENTED, tellingOf(hiding(account, post), tools));
    const said = objectOf(heard) ?? {};
    return {
      kind: "live",
      remoteId: nameIn(said["id"]) ?? nameIn(said["remote_id"]) ?? post.marker,
      url: addressIn(said["remote_url"]) ?? addressIn(said["remoteUrl"]),
    };
  },

  // A receiver that took it is believed; there is nowhere to look.
  watch: async (remoteId) => ({ kind: "live", remoteId, url: null }),
};

function bodyOf(post: Post): object {
  return {
    type: "assignment.publish",
    assignment_id: post.assignmentId,
    video_id: post.videoId,
    title: post.title,
    caption: post.caption,
    tags: post.tags,
    media_url: post.media.url,
    duration_seconds: post.media.seconds,
    checksum: post.media.checksum,
    settings: post.settings,
    scheduled_at: post.scheduledAt,
  };
}

interface Delivery {
  readonly id: string;
  readonly body: object;
  readonly account: Account;
  readonly tools: Tools;
}

function deliver({ id, body, account, tools }: Delivery): Promise<Heard> {
  const [at, text] = [tools.now(), JSON.stringify(body)];
  return tools.call({
    method: "POST",
    url: String(account.settings["url"]),
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / SECOND)),
      // Receivers take any one that fits, so whoever is between two secrets is served by both.
      "webhook-signature": signingSecrets(account, at)
        .map((secret) => new Webhook(secret).sign(id, at, text))
        .join(" "),
    },
    body: text,
  });
}

function signingSecrets({ secrets }: Account, at: Date): string[] {
  const { secret, previous_secret: previous, previous_until: until } = secrets;
  const former = until !== undefined && at < new Date(until) ? previous : undefined;
  return [secret, former].filter((one) => one !== undefined);
}

const isTaken = (heard: Heard): boolean => heard.kind === "answer" && heard.status >= 200 && heard.status < 300;

/** What nobody is told of what a receiver says: the secrets, and the film's signed address. */
const hiding = (account: Account, { media }: Post): Account => ({
  ...account,
  secrets: { ...account.secrets, link: media.url.split("/").at(-1) || undefined },
});

const tellingOf = ({ secrets }: Account, tools: Tools) => ({
  who: "The receiver",
  now: tools.now(),
  secrets,
  sentences: SENTENCES,
});
