import type { Tx } from "@/lib/infra/db";
import type { Stop } from "./contract";
import { stopNotFound } from "./refusals";

export const toStop = ({ scope, reason, at, by }: Omit<Stop, "at"> & { at: Date }): Stop => ({
  scope,
  reason,
  at: at.toISOString(),
  by,
});

export async function findStop(tx: Tx, scope: string): Promise<Stop> {
  const row = await tx.stop.findUnique({ where: { scope } });
  if (!row) throw stopNotFound(scope);
  return toStop(row);
}

export const stopSubject = (scope: string) => `publishing-stop:${scope}`;
