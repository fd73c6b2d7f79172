import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { env } from "@/lib/infra/env";
import { publishing, type Publishing } from "./publishing";
import { openRehearsalStage, type RehearsalStage } from "./servers/rehearsal-stage";

export interface Rehearsing extends Publishing {
  readonly stage: RehearsalStage;
  /** A channel on the stage, with an account of its own. */
  readonly rehearsal: (
    way: "key" | "handle" | "search" | "hand" | "flip",
    body?: object,
  ) => Promise<{ id: string; account: string }>;
}

/**
 * Sets a test file up to publish on a rehearsal stage, with a short lease and short landing times. Call it at the
 * top of the file.
 */
export async function rehearsing({ leaseSeconds = 4 }: { leaseSeconds?: number } = {}): Promise<Rehearsing> {
  const stage = await openRehearsalStage();
  const desk = await publishing();
  Object.assign(env(), {
    OUTBOUND_ALLOW: [...env().OUTBOUND_ALLOW, stage.host],
    MARQUEE_REHEARSALS: true,
    PUBLISH_LEASE_SECONDS: leaseSeconds,
  });
  afterAll(() => stage.close());
  return Object.assign(Object.create(desk) as Publishing, {
    stage,
    async rehearsal(way: string, body: object = {}) {
      const account = randomUUID();
      const id = await desk.channel({
        name: `${way} ${account.slice(0, 8)}`,
        platform: `rehearsal-${way}`,
        settings: { url: stage.url, account, lands_within_seconds: 1 },
        credentials: { token: `token-${account}` },
        max_per_hour: null,
        ...body,
      });
      return { id, account };
    },
  });
}
