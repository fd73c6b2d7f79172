import { DAY } from "@/lib/core/time";
import { movesForRules } from "@/lib/domain/copies/queries";
import { emptiedAt } from "@/lib/domain/copies/rules";
import type { Prisma, Tx } from "@/lib/infra/db";
import { stores } from "@/lib/infra/storage/stores";
import type { Work } from "@/lib/infra/work";
import type { Need } from "./contract";

/** Something that may still need staging copies, and which ones: the same words find them, guard them and tell of them. */
export interface Reason extends Need {
  readonly where: Prisma.StagingCopyWhereInput;
}

/** After so long no job draws a poster any more: one that cannot be drawn must not keep its file for ever. */
const POSTER_IS_DRAWN_WITHIN = DAY;

/** Why staging copies may not go now. Whatever comes to need them adds its reason here. */
export async function reasonsToKeep({ tx, now }: Pick<Work, "tx" | "now">): Promise<Reason[]> {
  return [
    ...beingCarried(),
    ...(await missingCopies(tx)),
    ...(await runningMoves(tx)),
    ...undrawnPosters(now),
    ...goingOut(),
  ];
}

function beingCarried(): Reason[] {
  return [
    {
      code: "delivery_running",
      detail: "Its delivery is on its way once more.",
      where: { delivery: { status: { in: ["queued", "fetching", "verifying"] } } },
    },
  ];
}

/**
 * Two for each store that the settings name. What is lost in one that they name no more, nobody will heal; and what
 * a move took out of one on purpose, nobody brings back.
 */
async function missingCopies(tx: Tx): Promise<Reason[]> {
  const moves = await movesForRules(tx);
  const awaitedIn = (store: string) => {
    const emptied = emptiedAt(store, moves);
    return { copies: { none: { store } }, ...(emptied ? { publishedAt: { gt: emptied } } : {}) };
  };
  return stores().flatMap(({ name: store }) => [
    {
      code: "copy_lost",
      detail: `The copy in ${store} is lost and waits for being healed.`,
      where: { delivery: { copies: { some: { store, state: { not: "verified" as const } } } } },
    },
    {
      code: "copy_not_verified",
      detail: `There is no verified copy in ${store} yet.`,
      where: { delivery: awaitedIn(store) },
    },
  ]);
}

/** A move reads what stands in its source, and takes it from staging where it can. */
async function runningMoves(tx: Tx): Promise<Reason[]> {
  const moves = await tx.storageMove.findMany({ where: { status: "running" }, take: 3 });
  return moves.map(({ source, target }) => ({
    code: "storage_move_running",
    detail: `Objects are being moved from ${source} to ${target}.`,
    where: { delivery: { copies: { some: { store: source } } } },
  }));
}

function undrawnPosters(now: Date): Reason[] {
  const since = new Date(now.getTime() - POSTER_IS_DRAWN_WITHIN);
  return [
    {
      code: "poster_not_drawn",
      detail: "The poster of its video is not drawn yet.",
      where: { keptAt: { gt: since }, delivery: { video: { hasPoster: false } } },
    },
  ];
}

/** What a channel is still to get is sent from staging where it can be, and one without an answer may be sent again. */
function goingOut(): Reason[] {
  const status = { in: ["assigned" as const, "scheduled" as const, "publishing" as const, "unconfirmed" as const] };
  return [
    {
      code: "assignment_pending",
      detail: "Its video is still to go out on a channel.",
      where: { delivery: { video: { assignments: { some: { status } } } } },
    },
  ];
}
