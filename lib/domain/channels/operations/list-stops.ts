import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { StopList } from "../contract";
import { toStop } from "../stop-store";

export const listStops = operation({
  name: "channels.list-stops",
  summary: "List the kill switches that are thrown: nothing in their scope goes out.",
  effect: "reads",
  permission: "channels:read",
  input: z.strictObject({}),
  output: StopList,
  subject: () => "publishing-stops",

  async run(_input, { tx }) {
    const rows = await tx.stop.findMany({ orderBy: [{ at: "desc" }, { scope: "asc" }] });
    return { items: rows.map(toStop), next_cursor: null };
  },
});
