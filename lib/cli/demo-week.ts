import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { insideCaller } from "@/lib/core/caller";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { failDelivery } from "@/lib/domain/deliveries/operations/fail-delivery";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { carryDelivery } from "@/lib/domain/deliveries/workers/carry-delivery";
import { drawPosterOfVideo } from "@/lib/domain/deliveries/workers/draw-poster-of-video";
import { db } from "@/lib/infra/db";
import { inspectMp4 } from "@/lib/infra/media/inspect-mp4";
import { perform } from "@/lib/infra/operation";
import { projectRoot } from "@/lib/infra/project-root";

const FILMS = join(projectRoot(), "prisma", "seed", "films");

/** The films of our own making, see prisma/seed/films/make-films.mjs. */
const Films = z.array(
  z.object({
    file: z.string(),
    title: z.string(),
    project_id: z.string(),
    concept_id: z.string(),
    tags: z.array(z.string()),
  }),
);

/** What the demo's deliveries say of their source; nobody fetches from there. */
const SOURCE = "https://render.marquee.example/final/";

/**
 * A believable week: films delivered over the last seven days, one in two versions, one delivery that
 * failed and one that QC held back. Once only, and never among deliveries of others; a week that was
 * cut off is played to its end. The films go the way of every delivery but for the fetch, which takes
 * them from this package. Says whether the desk holds the demo and nothing else.
 */
export async function playDemoWeek(): Promise<boolean> {
  const [all, ours] = await Promise.all([
    db().delivery.count(),
    db().delivery.count({ where: { sourceUrl: { startsWith: SOURCE } } }),
  ]);
  if (all > ours) return false;
  const films = Films.parse(JSON.parse(await readFile(join(FILMS, "films.json"), "utf8")));
  const today = new Date().setUTCHours(9, 20, 0, 0);
  const start = Math.min(today, Date.now() - HOUR) - 6 * DAY;
  const step = (Date.now() - HOUR - start) / films.length;

  for (const [index, film] of films.entries()) {
    if (await isThere(film)) continue;
    const now = new Date(Math.floor(start + index * step + ((index * 37) % 50) * MINUTE));
    await deliver(film, { now, qc: "pass" });
    process.stdout.write(`delivered ${film.title} (${index + 1} of ${films.length})\n`);
  }
  const [first, second] = films;
  if (!first || !second || ours > films.length) return true;
  const later = new Date(Date.now() - 40 * MINUTE);
  await deliver(
    { ...first, title: `${first.title}, trailer`, concept_id: "trailer" },
    { now: later, qc: "pass", wrongChecksum: true },
  );
  await deliver({ ...second, title: `${second.title}, rough cut` }, { now: later, qc: "fail" }).catch(() => undefined);
  return true;
}

type Film = z.output<typeof Films>[number];

const isThere = async ({ file }: Film) =>
  (await db().delivery.count({
    where: { sourceUrl: `${SOURCE}${file}`, status: "published", video: { hasPoster: true } },
  })) > 0;

async function deliver(
  film: Film,
  { now, qc, wrongChecksum = false }: { now: Date; qc: string; wrongChecksum?: boolean },
): Promise<void> {
  const file = join(FILMS, film.file);
  const bytes = await readFile(file);
  const look = await inspectMp4(file);
  if (!look.ok) throw new Error(`${film.file} is not fit for the demo: ${look.reason}`);
  const claimed = wrongChecksum ? Buffer.concat([bytes, Buffer.from("?")]) : bytes;
  const caller = {
    ...insideCaller("cli", "demo"),
    actorId: "key:demo",
    actorName: "Post-production",
    door: "api" as const,
  };
  const accept = () =>
    perform(
      publishFinalAsset,
      {
        project_id: film.project_id,
        final_edit: {
          video_url: `${SOURCE}${film.file}`,
          duration_seconds: look.facts.duration_seconds,
          checksum: `sha256:${createHash("sha256").update(claimed).digest("hex")}`,
        },
        qc_report: {
          status: qc,
          report_id: `qc_${88_200 + (bytes.length % 700)}`,
          checked_at: new Date(now.getTime() - 20 * MINUTE).toISOString(),
        },
        distribution_settings: {
          storage_prefix: "final/",
          url_expiry_hours: 168,
          metadata: { title: film.title, concept_id: film.concept_id, tags: film.tags },
        },
      },
      caller,
      { waitMs: 0, now },
    );
  let accepted = await accept();
  if ("status" in accepted && ["fetching", "verifying"].includes(accepted.status)) {
    // A start that was killed left this run open; it is closed as a lost worker's would be.
    const { audit_log_id: id, run } = accepted;
    await perform(
      failDelivery,
      { id, run, code: "worker_lost", message: "The start was cut off." },
      insideCaller("cli", "demo"),
    );
    accepted = await accept();
  }
  if (!("status" in accepted)) return;
  const { audit_log_id: id, run, video_id: videoId } = accepted;
  const open = async () => ({
    body: createReadStream(file),
    length: (await stat(file)).size,
    contentType: "video/mp4",
    close: () => Promise.resolve(),
  });
  await carryDelivery({ id, run }, { now: new Date(now.getTime() + 2400), open });
  if (!wrongChecksum) await drawPosterOfVideo({ videoId });
}
