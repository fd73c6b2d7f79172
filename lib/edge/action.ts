import { headers } from "next/headers";
import type { z } from "zod";
import { Refusal } from "@/lib/core/refusal";
import type { Reply } from "@/lib/core/reply";
import { perform, type Operation } from "@/lib/infra/operation";
import { callerOfPerson } from "./caller";
import { toProblem } from "./problem";
import { addressOf, refuseOddValues } from "./request";
import { currentPerson } from "./session";

/** The frame of every server action: the person of the session performs the operation, and hears how it went. */
export function action<I extends z.ZodType, O extends z.ZodType>(op: Operation<I, O>) {
  return async (input: z.input<I>): Promise<Reply<z.output<O>>> => {
    const requestId = crypto.randomUUID();
    try {
      const person = await currentPerson();
      if (!person) throw new Refusal("unauthenticated", "unauthenticated", "Your session has ended. Sign in again.");
      refuseOddValues(input);
      const address = addressOf({ headers: await headers() });
      return { ok: true, value: await perform(op, input, callerOfPerson(person, requestId, address)) };
    } catch (error) {
      return { ok: false, problem: toProblem(error, requestId) };
    }
  };
}
