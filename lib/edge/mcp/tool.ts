import type { CallToolResult, Tool as Described } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { Caller, Permission } from "@/lib/core/caller";
import { sentenceForField } from "@/lib/core/field-sentences";
import { fieldsRefused, perform, type Operation, type PerformOptions } from "@/lib/infra/operation";
import { jsonSchema, type Schema } from "../openapi/parts";
import { countingTries } from "../limits/counted-tries";
import { refuseOddValues } from "../request";
import { answered } from "./result";

/** An operation as agents are offered it. */
export interface Tool {
  readonly name: string;
  /** Whoever lacks it does not find the tool in the list, and is refused when calling it all the same. */
  readonly permission: Permission;
  /** What `tools/list` says of it. */
  readonly described: Described;
  /** Throws refusals. */
  call(args: Readonly<Record<string, unknown>>, asked: Asked): Promise<CallToolResult>;
}

export interface Asked {
  readonly caller: Caller;
  /** Fires when nobody waits for the answer any more: the waiting ends then, and nothing else. */
  readonly nobodyWaits: AbortSignal;
  /** Hears how far it is, where the caller wants to know. */
  readonly tell?: ((output: unknown) => void) | undefined;
}

interface Ways {
  readonly title: string;
  /** What an agent has to know beside the operation's summary and its fields. */
  readonly tells: string;
  /** Whether calling a writing tool again with the same arguments changes nothing more. */
  readonly idempotent?: boolean;
  /** Whether it has the desk go to other people's servers. */
  readonly reachesOut?: boolean;
  /** The operation that `dry_run` performs instead. */
  readonly rehearsal?: Operation;
  /** What to do next, where the answer alone does not say so. */
  readonly hint?: (output: unknown) => string | undefined;
}

/** Arguments that are the door's and not the operation's. */
const OWN = z.object({
  dry_run: z
    .boolean()
    .default(false)
    .describe("`true`: change and fetch nothing, and say what would come of it, with every reason against it."),
  idempotency_key: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 visible ASCII characters.")
    .optional()
    .describe(
      "Names this one call. Repeated with the same arguments within 7 days, it is answered and not carried out again.",
    ),
});

/** The frame of every tool: an operation, performed for whoever calls. */
export function tool<I extends z.ZodObject, O extends z.ZodType>(op: Operation<I, O>, ways: Ways): Tool {
  const offered = {
    dry_run: ways.rehearsal !== undefined,
    idempotency_key: op.repeats !== undefined && ways.idempotent !== true,
  };
  const own = Object.entries(OWN.shape).filter(([name]) => offered[name as keyof typeof offered]);
  const name = op.toolName ?? op.name.replaceAll(/[.-]/g, "_");
  return {
    name,
    permission: op.permission,
    described: {
      name,
      title: ways.title,
      description: `${op.summary} ${ways.tells} Needs the scope ${op.permission}.`,
      inputSchema: objectSchema(jsonSchema(op.input.extend(Object.fromEntries(own)), "input")),
      outputSchema: objectSchema(outputOf([op.output, ...(ways.rehearsal ? [ways.rehearsal.output] : [])])),
      annotations: {
        title: ways.title,
        readOnlyHint: op.effect === "reads",
        // Of tools that only read, the protocol asks no more.
        ...(op.effect === "writes" ? { destructiveHint: false, idempotentHint: ways.idempotent === true } : {}),
        openWorldHint: ways.reachesOut === true,
      },
    },

    async call(args, { caller, nobodyWaits, tell }) {
      refuseOddValues(args);
      const names = new Set(own.map(([ownName]) => ownName));
      const [ours, input] = [only(args, (field) => names.has(field)), only(args, (field) => !names.has(field))];
      const parsed = OWN.safeParse(ours, { error: sentenceForField });
      if (!parsed.success) throw fieldsRefused(parsed.error);
      const { dry_run: rehearse, idempotency_key: key } = parsed.data;
      if (ways.rehearsal && rehearse) return answered(await perform(ways.rehearsal, input, caller));

      const request = key === undefined ? undefined : { key, address: `tool ${name}` };
      const performs = (options: PerformOptions) =>
        countingTries({ op, input, caller }, () => perform(op, input, caller, { ...options, request }));
      const output = await asLongAsSomebodyWaits(nobodyWaits, tell, performs);
      return answered(output, ways.hint?.(output));
    },
  };
}

/** What was on its way when the last who waited for it left. */
class StoppedWaiting extends Error {
  readonly output: unknown;
  constructor(output: unknown) {
    super("Nobody waits any longer.");
    this.output = output;
  }
}

/** Ends the waiting at the next look once nobody waits; what was set going goes on. */
async function asLongAsSomebodyWaits(
  nobodyWaits: AbortSignal,
  tell: Asked["tell"],
  performs: (options: PerformOptions) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await performs({
      ...(nobodyWaits.aborted ? { waitMs: 0 } : {}),
      tell(output) {
        if (nobodyWaits.aborted) throw new StoppedWaiting(output);
        tell?.(output);
      },
    });
  } catch (error) {
    if (error instanceof StoppedWaiting) return error.output;
    throw error;
  }
}

/** Own members alone and all of them, so that none is dropped in silence, whatever it is called. */
const only = (args: Readonly<Record<string, unknown>>, wanted: (field: string) => boolean) =>
  Object.fromEntries(Object.entries(args).filter(([field]) => wanted(field)));

function outputOf(schemas: readonly z.ZodType[]): Schema {
  const drawn = schemas.map((schema) => jsonSchema(schema, "output"));
  const shapes = drawn.flatMap((schema) => (Array.isArray(schema["anyOf"]) ? (schema["anyOf"] as Schema[]) : [schema]));
  return shapes.length === 1 ? (shapes[0] ?? {}) : { anyOf: shapes };
}

/** The protocol wants `type: object` at the root, a choice of objects included. */
const objectSchema = (schema: Schema) => ({ ...schema, type: "object" as const });
