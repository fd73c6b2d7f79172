import { headers } from "next/headers";
import { z } from "zod";
import { Refusal } from "@/lib/core/refusal";
import type { Reply } from "@/lib/core/reply";
import { perform, type Operation } from "@/lib/infra/operation";
import { callerOfPerson } from "./caller";
import { countingTries } from "./limits/counted-tries";
import { refuseForeignOrigin } from "./front/origin";
import { toProblem } from "./problem";
import { counted } from "./limits/budgets";
import { addressOf, refuseOddValues } from "./request";
import { currentPerson } from "./sign-in/session";

/** An action is a public POST whatever its type says: what came is looked at before it is used. */
const Options = z.strictObject({
  revision: z.int().optional(),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional(),
});

/** What a form sends beside its fields. */
export interface ActionOptions {
  /** The revision on the screen: another one by now is refused as `stale`. */
  readonly revision?: number;
  /** The same for every try of one submission, so that a repeated one is answered and not carried out again. */
  readonly idempotencyKey?: string;
}

/**
 * The frame of every server action, and the only way to make one (a test looks for others): the
 * person of the session performs the operation, and hears how it went.
 */
export function action<I extends z.ZodType, O extends z.ZodType>(op: Operation<I, O>) {
  return async (input: z.input<I>, options: ActionOptions = {}): Promise<Reply<z.output<O>>> => {
    const requestId = crypto.randomUUID();
    try {
      const request = { headers: await headers() };
      const caller = await counted({ request }, async () => {
        refuseForeignOrigin(request);
        const person = await currentPerson();
        if (!person) throw new Refusal("unauthenticated", "unauthenticated", "Your session has ended. Sign in again.");
        return callerOfPerson(person, requestId, addressOf(request));
      });
      refuseOddValues(input);
      const given = Options.safeParse(options);
      if (!given.success)
        throw new Refusal("invalid", "invalid_request", "This form is not ours. Load the page again.");
      const { revision, idempotencyKey } = given.data;
      const value = await countingTries({ op, input, caller }, () =>
        perform(op, input, caller, {
          ...(revision === undefined ? {} : { ifMatch: [revision] }),
          ...(idempotencyKey === undefined ? {} : { request: { key: idempotencyKey, address: `action ${op.name}` } }),
        }),
      );
      return { ok: true, value };
    } catch (error) {
      return { ok: false, problem: toProblem(error, requestId) };
    }
  };
}
