import { operation } from "@/lib/infra/operation";
import { Stop, ThrowStop } from "../contract";
import { refuseUnknownScope } from "../rules";
import { findStop, stopSubject } from "../stop-store";

export const throwStop = operation({
  name: "channels.throw-stop",
  summary: "Throw a kill switch: nothing in its scope goes out until it is lifted. One that is thrown already stays.",
  effect: "writes",
  permission: "channels:write",
  input: ThrowStop,
  output: Stop,
  refuses: { unsupported_platform: "invalid", stop_not_found: "not_found" },
  answers: { 201: "The switch as it was thrown first." },
  subject: ({ scope }) => stopSubject(scope),

  async run({ scope, reason = null }, { tx, now, caller }) {
    refuseUnknownScope(scope);
    const data = { scope, reason, at: now, by: caller.actorName };
    await tx.stop.createMany({ data, skipDuplicates: true });
    return findStop(tx, scope);
  },

  respond: () => ({ status: 201 }),
  repeats: { idOf: ({ scope }) => scope, rebuild: (scope, { tx }) => findStop(tx, scope) },
});
