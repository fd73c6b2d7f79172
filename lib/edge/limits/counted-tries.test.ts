import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { changePassword } from "@/lib/domain/access/operations/change-password";
import { invitePerson } from "@/lib/domain/access/operations/invite-person";
import { makePerson } from "@/lib/domain/access/operations/make-person";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeCounters } from "@/lib/infra/rate-limit";
import { call } from "@/lib/testing/call";
import { inside, PASSWORD as password } from "@/lib/testing/people";
import { countingTries } from "./counted-tries";
import { ADDRESS_HEADER } from "../request";

let address = "";
let addresses = 0;

beforeEach(() => {
  address = `203.0.113.${(addresses += 1)}`;
});
afterAll(closeCounters);

type StrangersDoor = "/api/v1/password-resets" | "/api/v1/password-links/read" | "/api/v1/password-links/redeem";
const post = (door: StrangersDoor, body: object) =>
  call("POST", door, { body, headers: { [ADDRESS_HEADER]: address, "sec-fetch-site": "same-origin" } });
const statuses = async (times: number, once: () => Promise<{ status: number }>) => {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) all.push((await once()).status);
  return all;
};

describe("a stranger", () => {
  it("may ask for five reset mails to one address, whoever has it, and for twenty in all", async () => {
    await perform(makePerson, { email: "mara@example.com", name: "Mara", role: "manager", password }, inside);
    for (const email of ["mara@example.com", "nobody@example.com", "c@example.com", "d@example.com"]) {
      const asked = await statuses(6, () => post("/api/v1/password-resets", { email: email.toUpperCase() }));
      expect(asked, email).toEqual([202, 202, 202, 202, 202, 429]);
    }
    const refused = await post("/api/v1/password-resets", { email: "e@example.com" });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, expect.stringMatching(/^(8|9)\d\d$/)]);
    const told = await db().auditEntry.count({
      where: { operation: "access.ask-for-reset", code: "rate_limited", address },
    });
    expect(told, "an entry for each of three accounts' blocks, and one for the address's").toBe(4);
  });

  it("may try twenty links and no more, while a form that is filled in wrongly is no try", async () => {
    expect(await statuses(30, () => post("/api/v1/password-links/redeem", { token: "x", password: "short" }))).toEqual(
      Array(30).fill(400),
    );
    let tries = 0;
    const wrong = await statuses(21, () => post("/api/v1/password-links/read", { token: `guess-${(tries += 1)}` }));
    expect([new Set(wrong.slice(0, 20)), wrong[20]]).toEqual([new Set([403]), 429]);
    expect((await post("/api/v1/password-links/redeem", { token: "another", password })).status).toBe(429);
  });

  it("may read a link that is right as often as it takes", async () => {
    const { link } = await perform(invitePerson, { email: "ben@example.com", name: "Ben", role: "reviewer" }, inside);
    const token = new URL(link.url).hash.slice(1) || new URL(link.url).searchParams.get("token");
    expect(await statuses(25, () => post("/api/v1/password-links/read", { token }))).toEqual(Array(25).fill(200));
  });
});

describe("somebody at a desk that its owner left open", () => {
  let owner: Caller;
  beforeAll(async () => {
    const { id } = await perform(
      makePerson,
      { email: "eva@example.com", name: "Eva", role: "admin", password },
      inside,
    );
    owner = { ...inside, actorId: `user:${id}`, scopes: new Set(["account:own"]) };
  });

  const change = async (current: string, next = "another horse battery") => {
    const input = { current_password: current, new_password: next };
    try {
      return await countingTries({ op: changePassword, input, caller: owner }, () =>
        perform(changePassword, input, owner),
      );
    } catch (error) {
      return error instanceof Refusal ? error.code : String(error);
    }
  };

  it("has five tries at the password, of which one that is right wipes those before", async () => {
    for (let n = 0; n < 4; n += 1) expect(await change("not the password")).toBe("wrong_password");
    for (let n = 0; n < 9; n += 1) expect(await change(password, "short")).toBe("invalid_request");
    expect(await change(password)).toMatchObject({ changed: true });
    for (let n = 0; n < 5; n += 1) expect(await change("not the password")).toBe("wrong_password");
    expect(await change("another horse battery")).toBe("rate_limited");
  });
});
