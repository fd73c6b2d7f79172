import type { z } from "zod";
import type { Caller, Permission } from "@/lib/core/caller";
import { sentenceForField } from "@/lib/core/field-sentences";
import { Refusal } from "@/lib/core/refusal";
import { db, type Tx } from "./db";
import { claimOf, claimRequest, keepOutcome, type NamedRequest } from "./idempotency";
import { matchOf, refuseStale, type IfMatch } from "./precondition";
import { openWork, type Work } from "./work";

/** One thing the desk can do, described once and offered at every door. */
export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `<module>.<verb>`, e.g. `deliveries.retry`. */
  readonly name: string;
  /** One sentence: the OpenAPI summary and the MCP tool's description. */
  readonly summary: string;
  readonly effect: "reads" | "writes";
  readonly permission: Permission;
  readonly input: I;
  readonly output: O;
  /** The MCP name, where it is not the name with underscores. */
  readonly toolName?: string;
  /** The refusals of its own, for the API's description: code → kind. */
  readonly refuses?: Readonly<Record<string, Refusal["kind"]>>;
  /** The statuses it answers with when all goes well, and what each means; 200 where this is left out. */
  readonly answers?: Readonly<Record<number, string>>;
  /** What the audit trail files this under, e.g. `delivery:dist_…`. Without output where it was refused. */
  subject(input: z.output<I>, output?: z.output<O>): string;
  run(input: z.output<I>, work: Work): Promise<z.input<O>>;
  /** Waits for what the change set going, after the commit and reading only. Throws the refusal it ends in. */
  settle?(output: z.output<O>, patience: Patience): Promise<z.output<O>>;
  /**
   * Status and headers of the answer, where they are not 200 and none. `atOnce` is what `run` returned;
   * undefined where a request is repeated and nothing ran.
   */
  respond?(settled: z.output<O>, atOnce: z.output<O> | undefined): Answer;
  /** The revision that an answer shows, which is its ETag; see `lockRevision`. */
  revisionOf?(output: z.output<O>): number | undefined;
  /**
   * The present revision of what is about to be changed, its row locked until the transaction ends;
   * null where there is no such thing. An `If-Match` that names another is refused as `stale`.
   */
  lockRevision?(input: z.output<I>, tx: Tx): Promise<number | null>;
  /** Whose secret the input lets a caller try; every door counts such tries before it performs (standard 3.2). */
  tries?(input: z.output<I>, caller: Caller): Tried;
  /** How a repeated request is answered (`Idempotency-Key`). Every POST that writes has it. */
  readonly repeats?: Repeats<I, O>;
  /** What the world should hear when the answer was no; in the transaction that keeps the refusal's audit entry. */
  onRefused?(refusal: Refusal, input: z.output<I>, work: Work): Promise<void>;
}

/** A try at something secret: of which kind, and at whose. */
export interface Tried {
  readonly secret: "own password" | "password link" | "password reset";
  readonly account: string;
}

/** What is remembered of the first answer, an id, and how the answer is made anew from it. Never a body. */
interface Repeats<I extends z.ZodType, O extends z.ZodType> {
  idOf(output: z.output<O>, input: z.output<I>): string;
  /** May be without what was shown once: the key itself, say. */
  rebuild(id: string, work: Work, input: z.output<I>): Promise<z.input<O>>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long the caller is ready to wait for `settle`, in milliseconds; 0 with `Prefer: respond-async`. */
export interface Patience {
  readonly caller: Caller;
  readonly waitMs: number;
  /** Hears each look at what is still on its way: for a door that can tell a caller who waits. */
  readonly tell?: ((output: unknown) => void) | undefined;
}

export interface PerformOptions {
  readonly waitMs?: number;
  readonly tell?: Patience["tell"];
  /** A steered clock: tests, and the demo week, which lies in the past. */
  readonly now?: Date;
  /** The request's `Idempotency-Key` and address, where it named itself. */
  readonly request?: NamedRequest | undefined;
  /** The revisions that the caller takes the thing to be at. */
  readonly ifMatch?: IfMatch | undefined;
}

export interface Performed<O> {
  readonly settled: O;
  readonly answer: Answer;
  /** Whether this is the answer to an earlier request, given again. */
  readonly repeated: boolean;
}

const WAIT_MS = 30_000;

export function operation<I extends z.ZodType, O extends z.ZodType>(definition: Operation<I, O>): Operation<I, O> {
  return definition;
}

/**
 * Runs an operation: parse, permit, then one transaction holding the change, its audit entry, its
 * events and its jobs. All of it happens or none of it. A refusal rolls that back and is itself
 * written down in a transaction of its own. This is the only way to write.
 */
export async function perform<I extends z.ZodType, O extends z.ZodType>(
  op: Operation<I, O>,
  rawInput: unknown,
  caller: Caller,
  options: PerformOptions = {},
): Promise<z.output<O>> {
  return (await performInFull(op, rawInput, caller, options)).settled;
}

/** `perform`, for a door that also needs the answer's status and headers. */
export async function performInFull<I extends z.ZodType, O extends z.ZodType>(
  op: Operation<I, O>,
  rawInput: unknown,
  caller: Caller,
  { waitMs = WAIT_MS, now = new Date(), request, ifMatch, tell }: PerformOptions = {},
): Promise<Performed<z.output<O>>> {
  if (!caller.scopes.has(op.permission)) {
    const sentence =
      op.permission === "account:own"
        ? "This is a person's own: sign in for it, since a key has no account."
        : `This needs the scope ${op.permission}.`;
    const refusal = new Refusal("forbidden", "forbidden", sentence, { scope: op.permission });
    await keepRefusal(refusal, nounOf(op));
    throw refusal;
  }
  const parsed = op.input.safeParse(rawInput, { error: sentenceForField });
  if (!parsed.success) {
    const refusal = fieldsRefused(parsed.error);
    // What a stranger sends that says nothing is nobody's act: the trail is for good, and anybody could fill it.
    if (op.effect === "writes" && caller.actorId !== "anonymous") await keepRefusal(refusal, nounOf(op));
    throw refusal;
  }
  const input = parsed.data;

  let ran: Ran<z.output<O>>;
  try {
    ran = await run(op, input, { caller, now, ifMatch, request: op.repeats && request, rawInput });
  } catch (error) {
    if (error instanceof Refusal && op.effect === "writes") {
      await keepRefusal(error, op.subject(input), (work) => op.onRefused?.(error, input, work));
    }
    throw error;
  }
  const { output, status } = ran;
  const repeated = status !== undefined;
  const settled = op.settle ? await op.settle(output, { caller, waitMs, tell }) : output;
  const answer = op.respond?.(settled, repeated ? undefined : output) ?? { status: 200 };
  // What was on its way then may have arrived by now; every other status is the one that was given first.
  return { settled, repeated, answer: repeated && status !== 202 ? { ...answer, status } : answer };

  async function keepRefusal(
    refusal: Refusal,
    subject: string,
    andThen?: (work: Work) => Promise<void> | undefined,
  ): Promise<void> {
    await db().$transaction(async (tx) => {
      const work = openWork(tx, caller, now);
      await work.record({ operation: op.name, subject, outcome: "refused", code: refusal.code });
      await andThen?.(work);
    });
  }
}

/** What came of running, or of finding that it had been run before: then with the status of that time. */
interface Ran<O> {
  readonly output: O;
  readonly status?: number;
}

async function run<I extends z.ZodType, O extends z.ZodType>(
  op: Operation<I, O>,
  input: z.output<I>,
  { caller, now, ifMatch, request, rawInput }: PerformOptions & { caller: Caller; now: Date; rawInput: unknown },
): Promise<Ran<z.output<O>>> {
  if (op.effect === "reads") {
    const output = op.output.parse(await op.run(input, openWork(db(), caller, now)));
    refuseStale(ifMatch, op.revisionOf?.(output));
    return { output };
  }
  return db().$transaction(async (tx) => {
    const work = openWork(tx, caller, now);
    const claim = request && claimOf(request, { caller, input: { ...matchOf(ifMatch), rawInput } });
    const earlier = claim && (await claimRequest(tx, claim, now));
    if (earlier && op.repeats) {
      const output = op.output.parse(await op.repeats.rebuild(earlier.subjectId, work, input));
      return { output, status: earlier.status };
    }
    if (ifMatch) refuseStale(ifMatch, await op.lockRevision?.(input, tx));
    const output = op.output.parse(await op.run(input, work));
    await work.record({ operation: op.name, subject: op.subject(input, output), outcome: "done" });
    if (claim && op.repeats) {
      const { status } = op.respond?.(output, output) ?? { status: 200 };
      await keepOutcome(tx, claim, { status, subjectId: op.repeats.idOf(output, input) });
    }
    return { output };
  });
}

/** What an entry is filed under when the request named nothing that could be read. */
const nounOf = (op: { name: string }) => op.name.split(".")[0] ?? op.name;

/** The refusal of an input that does not fit its schema: every field that is wrong, with what it wants. */
export const fieldsRefused = (error: z.ZodError) =>
  new Refusal("invalid", "invalid_request", "Some fields need another look.", { fields: messagesByPath(error) });

function messagesByPath(error: z.ZodError): Record<string, string[]> {
  // Without a prototype: a field may well be called `constructor`.
  const fields = Object.create(null) as Record<string, string[]>;
  for (const issue of error.issues) {
    const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths)
      (fields[path.join(".")] ??= []).push(
        issue.code === "unrecognized_keys" ? "There is no such field." : issue.message,
      );
  }
  // With one again, because React hands a server action's answer on only as plain objects.
  return { ...fields };
}
