import { jsonOf } from "../ask";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { onStage } from "./on-stage";
import { openPosting, type Assigned, type Posting, type StageChannel } from "./posting";
import { countPosts, rowsOf, settleByHand, untilSettled } from "./settle";
import { openCrew } from "./workers";

const ACCOUNTS = { full: 200, short: 12 };
const REVOKED = { full: 20, short: 3 };
/** Two on each account at the same moment, so that both workers want it. */
const POSTS = 4;
const LIFE_MS = 3_600_000;
const PATIENCE_S = { full: 600, short: 120 };

export const tokens: Proof = {
  name: "tokens",
  promise:
    "of two workers that need a sign-in that ends one renews it and the other waits; where it was revoked a person connects it again, and what had failed goes out once",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const ways = ["search"] as const;
    const ending = await posting.channels({ ways, each: ACCOUNTS[size], lands: 1, credentials });
    const revoked = await posting.channels({ ways, each: REVOKED[size], lands: 1, credentials });
    const { stage } = onStage.tools;
    for (const { account } of ending) {
      stage.account(account, { token: `t-${account}`, refreshToken: `r-${account}`, lifeMs: LIFE_MS });
    }
    for (const { account } of revoked) stage.account(account, { token: "another", refreshToken: "another" });
    await endSoon(desk, [...ending, ...revoked]);

    const schedule = { rounds: POSTS, dueInMs: () => 8000 };
    const assigned = await posting.assign([...ending, ...revoked], schedule);
    const crew = await openCrew(desk, { size: 2 });
    try {
      await untilSettled(desk, assigned, PATIENCE_S[size]);
      await lookAtTheRevoked(ledger, { desk, posting }, revoked, assigned);
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S[size]));
    } finally {
      await crew.dismiss();
    }
    for (const { account } of ending) {
      const renewals = stage.ledger(account).calls.filter(({ step }) => step === "token").length;
      ledger.look("each sign-in is renewed once", renewals === 1, `${account}: ${renewals} times`);
    }
    await countPosts(ledger, desk, assigned);
    ledger.figure("sign-ins renewed", ending.length);
    ledger.figure("revoked", revoked.length);
    ledger.figure("posts", assigned.length);
    return ledger.outcome();
  },
};

const credentials = (account: string) => ({ token: `t-${account}`, refresh_token: `r-${account}` });

/** As the platform would have said when they signed in. */
async function endSoon({ sql }: Pick<HarnessDesk, "sql">, channels: readonly StageChannel[]): Promise<void> {
  await sql("UPDATE channels SET credentials_expire_at = now() + interval '30 seconds' WHERE id = ANY($1::uuid[])", [
    channels.map(({ id }) => id),
  ]);
}

/** Their channels ask for a person, who connects them again and tries again whatever failed of it. */
async function lookAtTheRevoked(
  ledger: Ledger,
  { desk, posting }: { desk: HarnessDesk; posting: Posting },
  revoked: readonly StageChannel[],
  assigned: readonly Assigned[],
): Promise<void> {
  const rows = new Map((await rowsOf(desk, assigned)).map((row) => [row.id, row]));
  for (const { id, account } of revoked) {
    const shown = jsonOf(await posting.ask("GET", `channels/${id}`));
    ledger.look(
      "a channel whose sign-in was revoked asks to be connected again",
      shown?.["status"] === "needs_reconnecting",
      `${id}: ${String(shown?.["status"])}`,
    );
    for (const one of assigned.filter(({ channel }) => channel.id === id)) {
      const row = rows.get(one.id);
      const told = row?.status === "failed" && row.cause === "sign_in_expired";
      ledger.look("what was due there fails, and says why", told, `${one.id}: ${row?.status}, ${row?.cause}`);
    }
    onStage.tools.stage.account(account, { token: `new-${account}`, refreshToken: `new-r-${account}` });
    await posting.ask("PATCH", `channels/${id}`, {
      credentials: { token: `new-${account}`, refresh_token: `new-r-${account}` },
    });
    await posting.ask("POST", "assignments/retry-by-cause", { channel_id: id, cause: "sign_in_expired" });
  }
}
