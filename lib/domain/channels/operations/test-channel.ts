import { operation } from "@/lib/infra/operation";
import { ChannelTest, OneChannel } from "../contract";
import { channelSubject } from "../events";
import { testChannel as testJob } from "../jobs";
import { findTest, settleTest } from "../settle";
import { findChannelRow } from "../store";

/** Publishes nothing, and asks also while the channel is paused. */
export const testChannel = operation({
  name: "channels.test",
  summary: "Ask the platform whether a channel can be used as it is, and wait for what it says.",
  effect: "writes",
  permission: "channels:write",
  input: OneChannel,
  output: ChannelTest,
  refuses: { channel_not_found: "not_found" },
  answers: {
    201: "The platform was asked: `state` and `sentence` say what came of it.",
    202: "Nothing came of it yet; Location is the channel, whose `checked_at` and `check_trouble` tell.",
  },
  subject: ({ id }) => channelSubject(id),

  async run({ id }, work) {
    const asked = { id, asked_at: work.now.toISOString() };
    await findChannelRow(work.tx, id);
    await work.enqueue(testJob, { channel_id: id, asked_at: asked.asked_at }, { key: `${id}.${asked.asked_at}` });
    return { ...asked, state: "waiting" as const, sentence: "The worker has not looked yet." };
  },

  settle: settleTest,
  respond: ({ state, id }) =>
    state === "waiting" ? { status: 202, headers: { location: `/api/v1/channels/${id}` } } : { status: 201 },
  repeats: {
    idOf: ({ asked_at: askedAt }) => askedAt,
    rebuild: (askedAt, { tx }, { id }) => findTest(tx, { id, asked_at: askedAt }),
  },
});
