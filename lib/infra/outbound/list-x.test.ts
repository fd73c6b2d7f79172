import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDb } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { allowUnsealing } from "@/lib/infra/secrets";
import { closeSignals } from "@/lib/infra/signal";
import { alertEntry } from "@/lib/testing/list-x/alert-entry";
import { deliveryEntry } from "@/lib/testing/list-x/delivery-entry";
import { LIST_X, tryVector } from "@/lib/testing/list-x/list-x";
import { CERTIFICATE, openStage, settingsOn } from "@/lib/testing/list-x/list-x-stage";
import { resolveAt } from "@/lib/testing/servers/name-server";

const { stage, strays, close } = await openStage();
Object.assign(process.env, settingsOn(stage));
setDefaultCACertificates([...getCACertificates(), readFileSync(CERTIFICATE, "utf8")]);
allowUnsealing();

/** Every address this process tries to connect to, as Node itself reports it. */
const attempts = new Set<string>();
const watch = (message: unknown) => {
  if (typeof message !== "object" || message === null || !("socket" in message)) return;
  if (!(message.socket instanceof Socket)) return;
  message.socket.on("connectionAttempt", (address, port) => attempts.add(`${address}:${port}`));
};
const database = new URL(process.env["DATABASE_URL"] ?? "");

beforeAll(() => subscribe("net.client.socket", watch));
afterAll(async () => {
  unsubscribe("net.client.socket", watch);
  await Promise.all([closeQueue(), closeSignals(), closeDb(), close()]);
});

it("the list has its 60 vectors, each with a number and a name of its own", () => {
  expect(LIST_X.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(new Set(LIST_X.map(({ name }) => name)).size).toBe(60);
});

describe.each([deliveryEntry(resolveAt(stage.names)), alertEntry(resolveAt(stage.names))])(
  "list X at the door $name",
  (entry) => {
    it.each(LIST_X)("$number: $name", async (vector) => {
      attempts.clear();
      expect(await tryVector(vector, entry, stage)).toEqual([]);
      attempts.delete(`${database.hostname}:${database.port}`);
      attempts.delete(stage.door);
      attempts.delete(stage.secureDoor);
      expect([...attempts], "no packet leaves for anywhere else").toEqual([]);
      expect(strays(), "what stands near by and the proxy hear nothing").toBe(0);
    });
  },
);
