import { existsSync, globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { operations } from "@/lib/domain/catalogue";
import type { Operation } from "@/lib/infra/operation";
import { ADDRESSES, type Method } from "./addresses";

const folderOf = (address: string) => `app${address.replaceAll("{", "[").replaceAll("}", "]")}`;

describe("the REST door", () => {
  it("has a folder for every address, and an address for every folder", () => {
    for (const address of Object.keys(ADDRESSES))
      expect(existsSync(`${folderOf(address)}/route.ts`), address).toBe(true);

    const streams = ["audit-entries/export", "videos/[id]/file", "videos/[id]/poster", "videos/[id]/proof.pdf"].map(
      (address) => `app/api/v1/${address}/route.ts`,
    );
    const folders = globSync("app/api/v1/**/route.ts").filter((file) => !streams.includes(file));
    expect(folders.toSorted()).toEqual(
      Object.keys(ADDRESSES)
        .map((address) => `${folderOf(address)}/route.ts`)
        .toSorted(),
    );
  });

  it("answers a repeated POST instead of carrying it out again, guards every change of a versioned thing, and counts strangers", () => {
    for (const [address, methods] of Object.entries<Partial<Record<Method, Operation>>>(ADDRESSES)) {
      for (const [method, op] of Object.entries(methods)) {
        const told = (member: keyof Operation) => expect(op, `${method} ${address}`).toHaveProperty(member);
        if (method === "POST" && op.effect === "writes") told("repeats");
        if (method === "PATCH") told("lockRevision");
        if (op.permission === "people:recover") told("tries");
        if ("lockRevision" in op) told("revisionOf");
      }
    }
  });

  it("offers every operation of the catalogue, and none that is not in it", () => {
    const offered = Object.values(ADDRESSES).flatMap((methods) => Object.values(methods).map(({ name }) => name));
    expect(offered.toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  });
});
