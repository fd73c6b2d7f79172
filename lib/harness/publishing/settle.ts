import { setTimeout as pause } from "node:timers/promises";
import { inParallel } from "../ask";
import type { HarnessDesk } from "../desk";
import type { Ledger } from "../proof";
import { onStage } from "./on-stage";
import type { Assigned, Posting } from "./posting";

/** Where an assignment stands, as the desk's rows say. */
export interface Row {
  readonly id: string;
  readonly status: string;
  readonly cause: string | null;
  readonly sentence: string | null;
  readonly settled: boolean;
  readonly confirmed: number;
  readonly attempts: number;
}

export async function rowsOf(
  { sql }: Pick<HarnessDesk, "sql">,
  assigned: readonly Assigned[],
): Promise<readonly Row[]> {
  return sql<Row>(
    `SELECT a.id, a.status::text, a.cause, a.error_message AS sentence,
            a.status IN ('published', 'failed', 'cancelled')
              OR (a.status = 'unconfirmed' AND NOT EXISTS (
                SELECT FROM publishing_attempts t
                WHERE t.assignment_id = a.id AND t.state = 'unknown' AND t.look_due_at IS NOT NULL)) AS settled,
            (SELECT count(*)::int FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'confirmed') AS confirmed,
            (SELECT count(*)::int FROM publishing_attempts t WHERE t.assignment_id = a.id) AS attempts
     FROM distribution_platform_status a WHERE a.id = ANY($1::uuid[])`,
    [assigned.map(({ id }) => id)],
  );
}

/** Waits until the desk has brought all of them to an end, or waits for a person. Returns where they stand then. */
export async function untilSettled(
  desk: Pick<HarnessDesk, "sql">,
  assigned: readonly Assigned[],
  seconds: number,
): Promise<readonly Row[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    // The database may be away for a moment; what it said before is no answer.
    const rows = await rowsOf(desk, assigned).catch(() => null);
    if (rows?.every(({ settled }) => settled) || (rows && Date.now() > deadline)) return rows;
    await pause(300);
  }
}

/** So often a person looks after what waits for one. */
const ROUNDS = 6;

/**
 * Does what the product leaves to a person, who looks at the stage: what failed is tried again, and what nobody knows
 * is said to be there or not. Returns for how many that was needed.
 */
export async function settleByHand(
  { desk, posting }: { desk: HarnessDesk; posting: Posting },
  assigned: readonly Assigned[],
  seconds: number,
): Promise<number> {
  const touched = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const open = (await untilSettled(desk, assigned, seconds)).filter(({ status }) => status !== "published");
    if (open.length === 0) break;
    await inParallel(open, 4, async (row) => {
      touched.add(row.id);
      if (row.status === "failed") await posting.ask("POST", `assignments/${row.id}/retry`, {});
      if (row.status === "unconfirmed") await posting.ask("POST", `assignments/${row.id}/reconcile`, wordOn(row.id));
    });
    await pause(1000);
  }
  return touched.size;
}

function wordOn(id: string): object {
  const [post] = onStage.tools.stage.postsUnder(id);
  return post ? { verdict: "present", remote_url: post.url } : { verdict: "absent" };
}

/** Whatever was acknowledged is published in the end, and the stage has one post of it, as the rows say. */
export async function countPosts(
  ledger: Ledger,
  desk: Pick<HarnessDesk, "sql">,
  assigned: readonly Assigned[],
): Promise<void> {
  const { stage } = onStage.tools;
  const rows = new Map((await rowsOf(desk, assigned)).map((row) => [row.id, row]));
  const violations = stage.ledger().violations;
  for (const { id, channel } of assigned) {
    const [row, posts] = [rows.get(id), stage.postsUnder(id).length];
    const told = () =>
      `${id} (${channel.way}): ${row?.status} ${row?.cause ?? ""} ${row?.sentence ?? ""}, ${posts} on the stage, ${row?.attempts} tries`;
    ledger.look("none is lost: each that was acknowledged is published in the end", row?.status === "published", told);
    ledger.look("none is posted twice: the stage's books have each once", posts <= 1, told);
    ledger.look("rows and books agree", (row?.confirmed === 1) === (posts === 1), told);
    const broken = violations.filter((sentence) => sentence.startsWith(`${channel.account}: `));
    ledger.look("the stage has nothing to complain of", broken.length === 0, () => broken.join(" "));
  }
}
