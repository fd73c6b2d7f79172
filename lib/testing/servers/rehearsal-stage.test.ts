import { afterAll, describe, expect, it } from "vitest";
import { FILM, freshPost } from "@/lib/testing/contract-post";
import { eventually } from "@/lib/testing/worker";
import { openRehearsalStage } from "./rehearsal-stage";

const stage = await openRehearsalStage();
afterAll(() => stage.close());

let accounts = 0;
const newAccount = () => `account-${(accounts += 1)}`;

interface Said {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(method: string, path: string, json?: unknown, token = "t"): Promise<Said> {
  const response = await fetch(`${stage.url}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(json !== undefined && { body: json instanceof Uint8Array ? Buffer.from(json) : JSON.stringify(json) }),
  });
  return { status: response.status, body: (await response.json()) as Said["body"] };
}

const factsOf = ({ marker, title, media }: ReturnType<typeof freshPost>) => ({
  marker,
  title,
  bytes: media.bytes,
  checksum: media.checksum,
});

describe("a stage counts for itself", () => {
  it("by key: the same twice is one post, and other content under a key is a violation", async () => {
    const [account, { marker }] = [newAccount(), freshPost()];
    const path = `key/${account}/posts/${marker}`;
    const first = await ask("PUT", path, { title: "One" });
    const again = await ask("PUT", path, { title: "One" });
    expect([first.status, again.status, again.body["id"]]).toEqual([201, 200, first.body["id"]]);
    expect((await ask("PUT", path, { title: "Two" })).status).toBe(409);
    const { posts, doubles, violations } = stage.ledger(account);
    expect([posts.length, doubles, violations]).toEqual([
      1,
      [],
      [`${account}: A marker came again with other content.`],
    ]);
  });

  it("by handle: a handle is good for one post, once its film is there", async () => {
    const [account, post] = [newAccount(), freshPost()];
    const opened = await ask("POST", `handle/${account}/uploads`, factsOf(post));
    const upload = `handle/${account}/uploads/${String(opened.body["handle"])}`;
    expect(opened.body).toMatchObject({ state: "open", wants_media: true });
    expect((await ask("POST", `${upload}/commit`)).status).toBe(422);
    expect((await ask("PUT", `${upload}/media`, FILM.subarray(1))).status).toBe(422);
    expect((await ask("PUT", `${upload}/media`, FILM)).status).toBe(200);
    const committed = await ask("POST", `${upload}/commit`);
    expect(await ask("POST", `${upload}/commit`)).toEqual({ status: 409, body: committed.body });
    expect((await ask("GET", upload)).body).toMatchObject({ state: "committed", post: { id: committed.body["id"] } });
    expect(stage.postsUnder(post.marker)).toHaveLength(1);
  });

  it("by search and by hand: whoever posts twice has posted twice, and the ledger says so", async () => {
    for (const way of ["search", "hand"]) {
      const [account, facts] = [newAccount(), factsOf(freshPost())];
      await ask("POST", `${way}/${account}/posts`, facts);
      await ask("POST", `${way}/${account}/posts`, facts);
      expect(stage.ledger(account).doubles).toEqual([facts.marker]);
      expect((await ask("GET", `${way}/${account}/posts?marker=${facts.marker}`)).status).toBe(
        way === "hand" ? 404 : 200,
      );
    }
  });

  it("a post can be looked at by people, and by its account alone", async () => {
    const [account, { marker }] = [newAccount(), freshPost()];
    const { body } = await ask("PUT", `key/${account}/posts/${marker}`, { title: "Harbour" });
    expect(await (await fetch(String(body["url"]))).text()).toContain("Harbour");
    expect((await ask("GET", `key/${account}/posts/${String(body["id"])}`)).body).toMatchObject({ state: "live" });
    expect((await ask("GET", `key/${newAccount()}/posts/${String(body["id"])}`)).status).toBe(404);
  });
});

describe("a stage is led from outside", () => {
  it("faults are set, happen as often as they should, and are healed; the ledger is read", async () => {
    const [account, { marker }] = [newAccount(), freshPost()];
    const path = `key/${account}/posts/${marker}`;
    await ask("POST", "control/faults", { account, fault: "answer", status: 429, seconds: 9, after: 1, times: 1 });
    const statuses: number[] = [];
    for (const _round of [1, 2, 3]) statuses.push((await ask("PUT", path, { title: "One" })).status);
    expect(statuses).toEqual([201, 429, 200]);
    await ask("POST", "control/faults", { account, fault: "answer", status: 500, step: "*" });
    expect((await ask("GET", `key/${account}`)).status).toBe(500);
    await ask("DELETE", `control/faults?account=${account}`);
    expect((await ask("GET", `key/${account}`)).status).toBe(200);
    const { body } = await ask("GET", `control/ledger?account=${account}`);
    expect(body).toMatchObject({ posts: [{ marker, token: "t", account }], doubles: [], violations: [] });
    expect((body["calls"] as { fault: string | null }[]).map(({ fault }) => fault)).toEqual([
      null,
      "answer",
      null,
      "answer",
      null,
    ]);
  });

  it("says what it understands where it is asked for something else", async () => {
    expect((await ask("POST", "control/faults", { fault: "meteor" })).status).toBe(400);
    expect((await ask("POST", "control/nothing", {})).body["message"]).toContain("GET ledger");
  });

  it("accounts have tokens that end and are renewed; a used refresh token is a violation", async () => {
    const account = newAccount();
    await ask("POST", "control/accounts", { account, token: "t1", refresh_token: "r1", life_ms: 60_000 });
    expect((await ask("GET", `key/${account}`, undefined, "other")).status).toBe(401);
    expect((await ask("GET", `key/${account}`, undefined, "t1")).status).toBe(200);
    await ask("POST", "control/expire-tokens", { account });
    expect((await ask("GET", `key/${account}`, undefined, "t1")).status).toBe(401);
    const fresh = await ask("POST", `key/${account}/token`, { refresh_token: "r1" });
    expect(fresh).toMatchObject({ status: 200, body: { expires_in: 60 } });
    expect((await ask("GET", `key/${account}`, undefined, String(fresh.body["token"]))).status).toBe(200);
    expect((await ask("POST", `key/${account}/token`, { refresh_token: "r1" })).status).toBe(400);
    expect(stage.ledger(account).violations).toEqual([`${account}: A refresh token was used twice.`]);
  });

  it("the dice fall the same way for the same seed", async () => {
    const account = newAccount();
    const fall = async () => {
      await ask("POST", "control/seed", { seed: 42 });
      const statuses: number[] = [];
      for (let round = 0; round < 12; round += 1) statuses.push((await ask("GET", `key/${account}`)).status);
      return statuses;
    };
    await ask("POST", "control/faults", { account, fault: "answer", status: 503, step: "check", probability: 0.5 });
    const first = await fall();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await fall()).toEqual(first);
  });

  it("what lands late lands after its connection is gone", async () => {
    const [account, { marker }] = [newAccount(), freshPost()];
    await ask("POST", "control/faults", { account, fault: "late", ms: 100, times: 1 });
    await expect(ask("PUT", `key/${account}/posts/${marker}`, { title: "One" })).rejects.toThrow();
    expect(stage.postsUnder(marker)).toHaveLength(0);
    await eventually(async () => stage.postsUnder(marker).length === 1);
  });
});
