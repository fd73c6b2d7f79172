import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { text } from "node:stream/consumers";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { programPath } from "@/lib/infra/program";
import { copiesOn, deliverKept } from "@/lib/testing/copies";
import { delivering } from "@/lib/testing/delivering";

const replica = `local:${mkdtempSync(join(tmpdir(), "marquee-replica-"))}`;
process.env["STORAGE_REPLICAS"] = replica;
const desk = await delivering();

async function storage(...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [programPath("storage"), ...args], { env: process.env });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number]>,
  ]);
  return { code, said: `${out}${error}` };
}

it("the command line lists stores, moves all of one into another and follows it, and tells how moves went", async () => {
  const { id } = await deliverKept(desk, 2);
  expect(await storage("status")).toEqual({ code: 0, said: "Nothing was ever moved.\n" });
  const bytes = desk.film.length;
  expect(await storage("stores")).toEqual({
    code: 0,
    said: `local (primary): 1 object, ${bytes} bytes, 1 verified\n${replica} (replica): 1 object, ${bytes} bytes, 1 verified\n`,
  });
  for (const args of [[], ["move", "local"], ["stores", "local"], ["move", "a", "b", "--gently"]]) {
    const { code, said } = await storage(...args);
    expect([code, said.includes("Usage: npm run storage")], args.join(" ")).toEqual([1, true]);
  }
  expect(await storage("move", "local", "s3:nowhere/bucket")).toEqual({
    code: 1,
    said: `The settings name no store "s3:nowhere/bucket". They name: local, ${replica}.\n`,
  });

  expect(await storage("rename", "local", replica)).toEqual({
    code: 1,
    said: 'The settings still name the store "local". Take it out first.\n',
  });
  await db().copy.updateMany({ where: { store: replica }, data: { store: "local:/former" } });
  expect(await storage("rename", "local:/former", replica)).toEqual({
    code: 0,
    said: `1 copy is on record in ${replica} now, and will be read again there.\n`,
  });

  const moved = await storage("move", "local", replica, "--remove-source");
  const end = `finished, 1 of 1 objects, ${bytes} of ${bytes} bytes`;
  expect([moved.code, moved.said.trimEnd().split("\n").at(-1)]).toEqual([0, end]);
  expect((await copiesOn(id)).map(({ store }) => store)).toEqual([replica]);
  expect((await storage("status")).said).toMatch(new RegExp(` local to \\S+, emptying it: ${end}\n$`));
}, 120_000);
