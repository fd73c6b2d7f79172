import { randomUUID } from "node:crypto";
import { inParallel, jsonOf, type Answer } from "../ask";
import type { HarnessDesk } from "../desk";
import { onStage } from "./on-stage";

export type Way = "key" | "handle" | "search" | "hand" | "flip";

export interface StageChannel {
  readonly id: string;
  readonly way: Way;
  /** As the stage knows it. */
  readonly account: string;
}

export interface Assigned {
  readonly id: string;
  readonly channel: StageChannel;
  readonly scheduledAt: Date;
}

export interface ChannelWish {
  readonly ways: readonly Way[];
  /** So many of each way. */
  readonly each: number;
  /** Seconds after which a lost post can no longer appear. */
  readonly lands: number;
  readonly credentials?: (account: string) => Readonly<Record<string, string>>;
}

export interface AssignWish {
  /** So many on each channel. */
  readonly rounds: number;
  /** When the ones of a round are due, in milliseconds from now. */
  readonly dueInMs: (round: number) => number;
}

/** What a person at the desk does in these proofs, through the API; what is acknowledged there is held against the stage. */
export interface Posting {
  channels(wish: ChannelWish): Promise<readonly StageChannel[]>;
  /** Assigns the film anew, however often it is there already. Returns what was acknowledged. */
  assign(channels: readonly StageChannel[], wish: AssignWish): Promise<readonly Assigned[]>;
  ask(method: string, path: string, body?: object): Promise<Answer>;
}

const CHANNELS_AT_ONCE = 50;

const open = new WeakMap<HarnessDesk, Promise<Posting>>();

/** Delivers the one film that is published in every proof, and sends the desk's own worker home: each proof hires its own. */
export function openPosting(desk: HarnessDesk): Promise<Posting> {
  const known = open.get(desk);
  if (known) return known;
  const posting = begin(desk);
  open.set(desk, posting);
  return posting;
}

async function begin(desk: HarnessDesk): Promise<Posting> {
  const { video_id: videoId } = await desk.publish({ title: "Harbour at night" });
  await desk.processes.worker.stop();
  const scopes = ["channels:read", "channels:write", "assignments:read", "assignments:write"] as const;
  const { key } = await desk.keyWith(scopes, "harness publishing");
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const request = (method: string, path: string, body?: object) =>
    desk.ask({ method, path: `/api/v1/${path}`, headers, body: body && JSON.stringify(body) });
  const { stage } = onStage.tools;

  const makeChannel = async (way: Way, { lands, credentials }: ChannelWish): Promise<StageChannel> => {
    const account = randomUUID();
    const answer = await request("POST", "channels", {
      name: `${way} ${account.slice(0, 8)}`,
      platform: `rehearsal-${way}`,
      settings: { url: stage.url, account, lands_within_seconds: lands },
      credentials: credentials?.(account) ?? { token: "any" },
      max_per_hour: null,
    });
    const id = jsonOf(answer)?.["id"];
    if (answer.status !== 201) throw new Error(`No channel was made: ${answer.status} ${answer.text}`);
    return { id: String(id), way, account };
  };

  const assignSome = async (channels: readonly StageChannel[], scheduledAt: Date): Promise<readonly Assigned[]> => {
    const answer = await request("POST", "assignments", {
      video_id: videoId,
      channel_ids: channels.map(({ id }) => id),
      scheduled_at: scheduledAt.toISOString(),
      force: true,
      reason: "The same film is posted again and again in this proof.",
    });
    if (answer.status !== 201) throw new Error(`Nothing was assigned: ${answer.status} ${answer.text}`);
    const made = jsonOf(answer)?.["assignments"] as readonly { id: string; channel_id: string }[];
    return made.flatMap(({ id, channel_id: channelId }) => {
      const channel = channels.find((one) => one.id === channelId);
      return channel ? [{ id, channel, scheduledAt }] : [];
    });
  };

  return {
    async channels(wish) {
      const made: StageChannel[] = [];
      const ways = Array.from({ length: wish.each }, () => wish.ways).flat();
      await inParallel(ways, 4, async (way) => void made.push(await makeChannel(way, wish)));
      return made;
    },
    async assign(channels, { rounds, dueInMs }) {
      const now = Date.now();
      const all: Assigned[] = [];
      const calls = Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
        Array.from({ length: Math.ceil(channels.length / CHANNELS_AT_ONCE) }, (_, part) => ({
          at: new Date(now + dueInMs(round)),
          channels: channels.slice(part * CHANNELS_AT_ONCE, (part + 1) * CHANNELS_AT_ONCE),
        })),
      );
      await inParallel(calls, 4, async (call) => void all.push(...(await assignSome(call.channels, call.at))));
      return all;
    },
    ask: request,
  };
}
