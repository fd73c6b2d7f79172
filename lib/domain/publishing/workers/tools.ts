import { readable } from "@/lib/domain/videos/rules";
import type { ByteRange } from "@/lib/infra/storage/contract";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { callsThrough, type CallNote, type CallOptions } from "@/lib/infra/outbound/call";
import { objectMissing } from "@/lib/infra/storage/contract";
import { storeNamed } from "@/lib/infra/storage/stores";
import type { Tools } from "@/lib/platforms/contract";

export interface ToolOptions extends Pick<CallOptions, "withinMs"> {
  readonly deliveryId: string;
  /** By `performance.now()`: past it no request begins to be written. */
  readonly notAfter?: number;
}

/** The outside world as a connector is handed it, and what it did there, for the evidence. */
export function toolsFor({ deliveryId, ...limits }: ToolOptions): { tools: Tools; calls: readonly CallNote[] } {
  const calls: CallNote[] = [];
  const { OUTBOUND_ALLOW: allow, MARQUEE_URL: deskUrl } = env();
  const tools: Tools = {
    call: callsThrough({ allow, ...limits, note: (call) => calls.push(call) }),
    openMedia: (range) => readFilm(deliveryId, range),
    now: () => new Date(),
    deskUrl,
  };
  return { tools, calls };
}

/** The film's bytes, from the first of its copies that can be opened. Throws `object_missing`. */
async function* readFilm(deliveryId: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
  const copies = readable(await db().copy.findMany({ where: { deliveryId } }));
  for (const { store, key } of copies) {
    const film = await storeNamed(store)
      ?.open(key, range)
      .catch(() => null);
    if (!film) continue;
    yield* film;
    return;
  }
  throw objectMissing();
}
