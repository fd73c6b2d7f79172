import { storageKeyOf } from "@/lib/domain/deliveries/rules";
import { emptiedAt, isWanted, type MoveEnds } from "@/lib/domain/copies/rules";
import { linkEnd } from "@/lib/domain/deliveries/link-store";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import type { Prisma, Tx } from "@/lib/infra/db";
import type { Storage } from "@/lib/infra/storage/contract";
import { PROOF_LIMIT, type ProofCopy, type ProofDelivery, type ProofLink, type ProofStaging } from "./contract";

export const proofInclude = {
  copies: true,
  stagingCopy: true,
  _count: { select: { links: true, fetches: true } },
} satisfies Prisma.DeliveryInclude;

type Row = Prisma.DeliveryGetPayload<{ include: typeof proofInclude }>;

const at = (moment: Date | null) => moment?.toISOString() ?? null;

interface Standing {
  /** The delivery that speaks for the video. */
  readonly speaker: string;
  /** Where this desk keeps copies now, the primary first. */
  readonly stores: readonly Storage[];
  /** The staging copies of these deliveries, with what still needs them. */
  readonly staging: readonly StagingCopy[];
  /** What was moved between them, newest first. */
  readonly moves: readonly MoveEnds[];
}

/** One delivery with its newest links and fetches, each asked for by itself: nested, all of them would be read and most dropped. */
export async function toProofDelivery(tx: Tx, row: Row, standing: Standing): Promise<ProofDelivery> {
  const { speaker, stores } = standing;
  const ofDelivery = { where: { deliveryId: row.id }, take: PROOF_LIMIT };
  const [links, fetches] = await Promise.all([
    tx.link.findMany({ ...ofDelivery, orderBy: [{ createdAt: "desc" }, { id: "desc" }] }),
    tx.fetch.findMany({ ...ofDelivery, orderBy: [{ at: "desc" }, { id: "desc" }] }),
  ]);
  // What stands where nobody looks any more is shown, and not vouched for.
  const known = new Set(stores.map(({ name }) => name));
  const verified = row.copies.filter(({ store, state }) => state === "verified" && known.has(store)).length;
  return {
    audit_log_id: row.id,
    speaks: row.id === speaker,
    status: row.status,
    error_code: row.errorCode,
    error_message: row.errorMessage,
    run: row.run,
    source_url: row.sourceUrl,
    qc_report: { status: row.qcStatus, report_id: row.qcReportId, checked_at: at(row.qcCheckedAt) },
    // A copy counts as verified only where its bytes have this very checksum.
    checksum: { claimed: row.checksum, computed: row.computedChecksum, stored: verified > 0 ? row.checksum : null },
    bytes: row.bytes === null ? null : Number(row.bytes),
    storage: { key: storageKeyOf(row), location: row.storageLocation },
    copies: row.status === "published" ? copiesOf(row, standing) : [],
    replica_count: verified,
    created_at: row.createdAt.toISOString(),
    started_at: at(row.startedAt),
    verified_at: at(row.verifiedAt),
    published_at: at(row.publishedAt),
    failed_at: at(row.failedAt),
    links: links.map((link) => toLink(link, row)),
    links_total: row._count.links,
    fetches: fetches.map((opening) => ({
      at: opening.at.toISOString(),
      how: opening.how,
      who: opening.who,
      link_id: opening.linkId,
    })),
    fetches_total: row._count.fetches,
    staging: row.stagingCopy && toStaging(row.stagingCopy, standing),
  };
}

function toLink(link: Prisma.LinkGetPayload<object>, { copies }: Row): ProofLink {
  const end = linkEnd(link, copies);
  return {
    id: link.id,
    created_at: link.createdAt.toISOString(),
    created_by: link.createdBy,
    expires_at: link.expiresAt.toISOString(),
    effective_expires_at: end.at.toISOString(),
    limited_by: end.limitedBy,
    signing_ends_at: at(end.signingEndsAt),
    revoked_at: at(link.revokedAt),
  };
}

/** The copies on record in the order of the settings, those that are still to be made, and those in stores of former days. */
function copiesOf(row: Row, { stores, moves }: Standing): ProofCopy[] {
  const { publishedAt } = row;
  const known = stores.flatMap((store): ProofCopy[] => {
    const copy = row.copies.find(({ store: name }) => name === store.name);
    if (copy) return [toCopy(copy)];
    // A store that a move emptied on purpose gets nothing back.
    if (publishedAt === null || !isWanted({ publishedAt, emptied: emptiedAt(store.name, moves) })) return [];
    const location = store.locationOf(storageKeyOf(row));
    return [{ store: store.name, location, state: "waiting", verified_at: null, checked_at: null, trouble: null }];
  });
  const former = row.copies.filter(({ store }) => !stores.some(({ name }) => name === store));
  return [...known, ...former.map(toCopy)];
}

function toCopy(copy: Row["copies"][number]): ProofCopy {
  return {
    store: copy.store,
    location: copy.location,
    state: copy.state,
    verified_at: at(copy.verifiedAt),
    checked_at: at(copy.checkedAt),
    trouble: copy.trouble,
  };
}

function toStaging(copy: NonNullable<Row["stagingCopy"]>, { staging }: Standing): ProofStaging {
  return {
    bytes: Number(copy.bytes),
    kept_at: copy.keptAt.toISOString(),
    drop_at: copy.dropAt.toISOString(),
    held_at: at(copy.heldAt),
    held_by: copy.heldBy,
    hold_reason: copy.holdReason,
    dropped_at: at(copy.droppedAt),
    dropped_by: copy.droppedBy,
    needed_by: staging.find(({ audit_log_id: id }) => id === copy.deliveryId)?.needed_by ?? [],
  };
}
