import { operation } from "@/lib/infra/operation";
import { LiftedStop, OneStop } from "../contract";
import { stopNotFound } from "../refusals";
import { stopSubject } from "../stop-store";

export const liftStop = operation({
  name: "channels.lift-stop",
  summary: "Lift a kill switch: what it held up goes out, as late as it is.",
  effect: "writes",
  permission: "channels:write",
  input: OneStop,
  output: LiftedStop,
  refuses: { stop_not_found: "not_found" },
  subject: ({ scope }) => stopSubject(scope),

  async run({ scope }, work) {
    const { count } = await work.tx.stop.deleteMany({ where: { scope } });
    if (count === 0) throw stopNotFound(scope);
    await work.signal("publishing");
    return { scope, lifted: true as const };
  },
});
