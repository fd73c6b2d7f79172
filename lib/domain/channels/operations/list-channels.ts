import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { ChannelPage, ListChannels } from "../contract";
import { channelRows, toChannels } from "../store";

const LIST = "channels";

export const listChannels = operation({
  name: "channels.list",
  summary: "List the channels, newest first, and how each fares.",
  effect: "reads",
  permission: "channels:read",
  input: ListChannels,
  output: ChannelPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "channels",

  async run({ limit, cursor, platform, status }, { tx, now }) {
    const where = {
      ...(platform === undefined ? {} : { platform }),
      ...(status === undefined ? {} : { status }),
      ...(cursor === undefined ? {} : behind(readCursor(LIST, cursor))),
    };
    const page = cutPage(LIST, await channelRows(tx, where, limit + 1), limit);
    return { items: await toChannels(tx, page.rows, now), next_cursor: page.next_cursor };
  },
});
