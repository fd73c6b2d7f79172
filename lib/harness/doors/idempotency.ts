import { newAgent, ask, jsonOf, type Answer } from "../ask";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { finalAsset } from "../deliver-film";

const RACES = { full: 2_000, short: 40 };
const CALLERS = 50;

/** One kind of request that is raced: what is sent, what is made by it, and how many of those there are. */
interface Kind {
  readonly name: string;
  readonly path: string;
  readonly body: object;
  /** The same address with another request. */
  readonly otherBody: object;
  readonly idOf: (answer: Record<string, unknown>) => unknown;
  readonly made: () => Promise<number>;
  /** What the first answer shows and nothing may keep. */
  readonly secretOf: (answer: Record<string, unknown>) => string | undefined;
}

export const idempotency: Proof = {
  name: "idempotency",
  promise: "of fifty requests with one Idempotency-Key at once, one has an effect and the others hear of it",

  async run(desk, size) {
    const ledger = new Ledger();
    const { key } = await desk.keyWith([
      "keys:manage",
      "videos:read",
      "deliveries:write",
      "deliveries:read",
      "links:write",
    ]);
    const { delivery_id: published } = await desk.publish({ title: "Raced" });
    const agent = newAgent(CALLERS);
    const secrets: string[] = [];
    const latencies: number[] = [];

    for (let race = 0; race < RACES[size]; race += 1) {
      const kind = kindOf(desk, race, published);
      const idempotencyKey = crypto.randomUUID();
      const send = (body: object) =>
        ask({
          port: desk.port,
          agent,
          method: "POST",
          path: kind.path,
          headers: {
            authorization: `Bearer ${key}`,
            "content-type": "application/json",
            "idempotency-key": idempotencyKey,
            prefer: "respond-async",
          },
          body: JSON.stringify(body),
        });
      const before = await kind.made();
      const answers = await Promise.all(Array.from({ length: CALLERS }, () => send(kind.body)));
      latencies.push(...answers.map(({ milliseconds }) => milliseconds));
      const after = await kind.made();
      ledger.look("one effect each", after - before === 1, `${kind.name}: ${after - before} effects`);
      secrets.push(...judge(ledger, kind, answers));

      const other = await send(kind.otherBody);
      const refused = other.status === 422 && jsonOf(other)?.["code"] === "idempotency_key_reused";
      ledger.look(
        "another request with the same key is refused",
        refused,
        () => `${kind.name}: ${other.status} ${other.text}`,
      );
      ledger.look("the refused one has no effect", (await kind.made()) === after, kind.name);
    }
    agent.destroy();

    const [records] = await desk.sql<{ text: string }>(
      "SELECT coalesce(string_agg(r::text, chr(10)), '') AS text FROM idempotency_records r",
    );
    const kept = secrets.filter((secret) => records?.text.includes(secret));
    ledger.look(
      "no key and no link's token is kept",
      kept.length === 0,
      () => `${kept.length} of ${secrets.length} found`,
    );
    ledger.look(
      "no key's beginning is kept",
      !/mq_live_|\/d\//.test(records?.text ?? ""),
      "a key's or a link's form in idempotency_records",
    );
    ledger.figure("races", RACES[size]);
    ledger.figure("requests", latencies.length);
    ledger.figure(
      "p95 ms",
      Math.round(latencies.toSorted((left, right) => left - right)[Math.floor(latencies.length * 0.95)] ?? 0),
    );
    return ledger.outcome();
  },
};

/** Makes sure that one answer is the first and the rest repeat it. Returns the secrets it showed. */
function judge(ledger: Ledger, kind: Kind, answers: readonly Answer[]): string[] {
  const faults = answers.filter(({ status }) => status >= 300);
  ledger.look(
    "none of them fails",
    faults.length === 0,
    () => `${kind.name}: ${faults.length} like ${faults[0]?.status} ${faults[0]?.text}`,
  );
  const good = answers.filter(({ status }) => status < 300).map((answer) => ({ answer, body: jsonOf(answer) ?? {} }));
  const firsts = good.filter(({ answer }) => answer.headers["idempotency-replayed"] === undefined);
  const repeats = good.filter(({ answer }) => answer.headers["idempotency-replayed"] === "true");
  ledger.look(
    "one is the first and the others repeat it",
    firsts.length === 1 && repeats.length === good.length - 1,
    `${kind.name}: ${firsts.length} firsts, ${repeats.length} repetitions`,
  );
  const ids = new Set(good.map(({ body }) => kind.idOf(body)));
  ledger.look(
    "all of them name the same thing",
    ids.size === 1 && !ids.has(undefined),
    `${kind.name}: ${[...ids].join(", ")}`,
  );
  if (kind.name === "create a key") {
    ledger.look(
      "the key is shown once",
      typeof firsts[0]?.body["key"] === "string",
      () => `first: ${JSON.stringify(firsts[0]?.body)}`,
    );
    const shown = repeats.filter(({ body }) => body["key"] !== null);
    ledger.look("a repetition has no key in it", shown.length === 0, () => `${shown.length} repetitions show one`);
  }
  return good.flatMap(({ body }) => kind.secretOf(body) ?? []);
}

/** Half of the races make keys, most others links; every tenth delivers, which gives a worker something to do. */
function kindOf(desk: HarnessDesk, race: number, published: string): Kind {
  const count = async (text: string, value: string) => {
    const [row] = await desk.sql<{ count: string }>(text, [value]);
    return Number(row?.count);
  };
  if (race % 10 === 0) {
    const project = `race-${crypto.randomUUID().slice(0, 13)}`;
    const body = finalAsset(desk, project, { title: "Raced" });
    return {
      name: "deliver",
      path: "/api/v1/deliveries",
      body,
      otherBody: { ...body, project_id: `${project}-2` },
      idOf: (answer) =>
        answer["audit_log_id"] ??
        (answer["distribution_record"] as Record<string, unknown> | undefined)?.["audit_log_id"],
      made: () =>
        count(
          "SELECT count(*) FROM audit_entries WHERE operation = 'deliveries.publish' AND outcome = 'done' AND subject IN (SELECT 'delivery:' || id FROM deliveries WHERE project_id LIKE $1 || '%')",
          project,
        ),
      secretOf: () => undefined,
    };
  }
  if (race % 2 === 0) {
    const name = `race ${crypto.randomUUID()}`;
    return {
      name: "create a key",
      path: "/api/v1/api-keys",
      body: { name, scopes: ["videos:read"] },
      otherBody: { name, scopes: ["deliveries:read"] },
      idOf: ({ id }) => id,
      made: () => count("SELECT count(*) FROM api_keys WHERE name = $1", name),
      secretOf: ({ key }) => (typeof key === "string" ? key : undefined),
    };
  }
  return {
    name: "renew a link",
    path: `/api/v1/deliveries/${published}/links`,
    body: { url_expiry_hours: 24 },
    otherBody: { url_expiry_hours: 25 },
    idOf: ({ id }) => id,
    made: () => count("SELECT count(*) FROM links WHERE delivery_id = $1", published),
    secretOf: ({ public_url: url }) => (typeof url === "string" ? url.split("/d/")[1] : undefined),
  };
}
