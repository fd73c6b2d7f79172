import type { z } from "zod";
import type { Caller } from "@/lib/core/caller";
import type { Refusal } from "@/lib/core/refusal";
import { perform, type Operation, type Tried } from "@/lib/infra/operation";
import { countersOf, countersOfOwner, trying, type Counter } from "./tries";

interface Asked {
  readonly op: Operation;
  readonly input: unknown;
  readonly caller: Caller;
}

/** Performs an operation, and counts it first where it lets its caller try a secret. Throws refusals. */
export async function countingTries<T>(asked: Asked, performs: () => Promise<T>): Promise<T> {
  const counters = countersFor(asked);
  if (!counters) return performs();
  return trying({ counters, onBlock: (refusal) => turnAway(asked, refusal) }, performs);
}

/**
 * Writes down that a try was turned away before its operation began, as `perform` writes down
 * every refusal: by performing the operation with this one outcome. Throws the refusal.
 */
export async function turnAway<I extends z.ZodType, O extends z.ZodType>(
  { op, input, caller }: { op: Operation<I, O>; input: z.input<I>; caller: Caller },
  refusal: Refusal,
): Promise<void> {
  await perform({ ...op, run: () => Promise.reject(refusal) }, input, caller);
}

/** Undefined where there is nothing to try, or where the input is refused whatever it says. */
function countersFor({ op, input, caller }: Asked): readonly Counter[] | undefined {
  const parsed = op.tries && op.input.safeParse(input);
  if (!op.tries || !parsed?.success) return undefined;
  const { secret, account } = op.tries(parsed.data, caller);
  return COUNTERS[secret]({ account, address: caller.address });
}

type Counting = (tried: { account: string; address: string | null }) => readonly Counter[];

const COUNTERS: Readonly<Record<Tried["secret"], Counting>> = {
  // Somebody at an open desk could try the passwords of whoever left it.
  "own password": ({ account }) => countersOfOwner("own-password", account),
  "password link": (tried) => countersOf("password-link", tried),
  // Asking for a mail is always answered with yes, so every one counts.
  "password reset": (tried) => countersOf("password-reset", tried).map((one) => ({ ...one, whenRight: "kept" })),
};
