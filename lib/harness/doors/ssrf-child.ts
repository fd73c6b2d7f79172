import { connect } from "node:net";
import { closeDb } from "@/lib/infra/db";
import { appDatabaseUrl } from "@/lib/infra/data-dir";
import { closeQueue } from "@/lib/infra/queue";
import { allowUnsealing } from "@/lib/infra/secrets";
import { closeSignals } from "@/lib/infra/signal";
import { alertEntry } from "@/lib/testing/list-x/alert-entry";
import { deliveryEntry } from "@/lib/testing/list-x/delivery-entry";
import { LIST_X, tryVector } from "@/lib/testing/list-x/list-x";
import type { Stage } from "@/lib/testing/list-x/list-x-stage";
import { resolveAt } from "@/lib/testing/servers/name-server";

/** What the child says, a line of JSON each: first where it may go for reasons of its own, then how each vector ended. */
export type Said =
  | { readonly own: readonly string[] }
  | { readonly vector: number; readonly tries: number; readonly findings: readonly string[] };

/**
 * Tries list X at every entry point there is, in a process of its own that is watched from outside:
 * `ssrf-child.js <stage> [careless]`. A careless one goes straight to the server near by instead, to
 * show that it would be seen.
 */
const [told = "{}", careless] = process.argv.slice(2);
const stage = JSON.parse(told) as Stage;
const say = (line: Said) => process.stdout.write(`${JSON.stringify(line)}\n`);

const { hostname, port } = new URL(appDatabaseUrl());
say({ own: [`${hostname}:${port}`, stage.names, stage.door, stage.secureDoor] });
if (careless === "careless") {
  connect(stage.insidePort, "127.0.0.1").once("connect", () => process.exit(0));
} else {
  allowUnsealing();
  const resolve = resolveAt(stage.names);
  const entries = [deliveryEntry(resolve), alertEntry(resolve)];
  for (const vector of LIST_X) {
    const findings: string[] = [];
    for (const entry of entries) findings.push(...(await tryVector(vector, entry, stage)));
    say({ vector: vector.number, tries: entries.length * vector.tries(stage).length, findings });
  }
  await Promise.all([closeQueue(), closeSignals(), closeDb()]);
}
