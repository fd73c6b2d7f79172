import { Server, type DataStore, type Locker } from "@tus/server";
import { Refusal } from "@/lib/core/refusal";
import { env } from "@/lib/infra/env";
import { problemOfTus, TusProblem } from "./tus-problems";

/** How long a request that another one asks to end may go on, in milliseconds. */
const DRAIN_MS = 500;

interface Asked {
  readonly request: Request;
  readonly store: DataStore;
  readonly locker: Locker;
  /** The upload that the address names; undefined where one is begun. */
  readonly id?: string;
  /** Begins an upload and answers its id. */
  readonly begin?: (metadata: Readonly<Record<string, string | null>>) => Promise<string>;
}

/**
 * What the protocol says to a request, by the library that speaks it. Throws what it refuses, as a
 * refusal of ours or as a `TusProblem`. Made anew for each request, so that each knows who is asking.
 */
export async function askTus({ request, store, locker, id, begin }: Asked): Promise<Response> {
  let thrown: unknown;
  const server = new Server({
    path: "/api/v1/uploads",
    datastore: store,
    locker,
    relativeLocation: true,
    // Other sites have no business here; without this every answer would invite them.
    allowedOrigins: [],
    maxSize: env().MARQUEE_MAX_BYTES,
    lockDrainTimeout: DRAIN_MS,
    getFileIdFromRequest: () => id,
    namingFunction: (_request, metadata = {}) => begin?.(metadata) ?? "",
    onResponseError(_request, error) {
      thrown = error;
      return undefined;
    },
  });
  const answer = await server.handleWeb(request);
  if (thrown instanceof Refusal || thrown instanceof TusProblem) throw thrown;
  const said = saidBy(thrown);
  if (said) throw problemOfTus(said.status, said.text);
  if (thrown !== undefined) throw thrown;
  if (answer.status >= 400) throw problemOfTus(answer.status, await answer.text());
  return answer;
}

/** The library throws objects with a status and a text, some of them errors. */
function saidBy(thrown: unknown): { status: number; text: string } | undefined {
  if (typeof thrown !== "object" || thrown === null || !("status_code" in thrown) || !("body" in thrown))
    return undefined;
  return { status: Number(thrown.status_code), text: String(thrown.body) };
}
