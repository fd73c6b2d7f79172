import type { Proof, ProofDelivery } from "@/lib/domain/proof/contract";
import { checksumVerdict, fetcherOf, storedVerdict } from "@/lib/domain/proof/verdicts";
import { INK, SOFT, type Hue, type Sheet } from "./proof-sheet";
import { bytesInFull, countInWords, endInWords, lengthInWords, momentInWords } from "./proof-words";

/** What a reader looks for first: which film it is, and what was found about it. */
export function drawFront(sheet: Sheet, { video, deliveries, audit, generated_at: made }: Proof): void {
  sheet.masthead("Proof of delivery");
  sheet.paragraph(video.title, { size: 17, color: INK.full, strong: true }, { lines: 3 });
  sheet.gap(2);
  const version = `version ${video.version}${video.is_current ? ", the current one" : ""}`;
  sheet.paragraph(`${video.project_id} · ${version} · ${video.id} · as of ${momentInWords(made)}`, SOFT);
  sheet.gap(12);
  const [speaker] = deliveries;
  if (speaker) sheet.verdicts(verdictsOn(speaker, audit.chain));
  sheet.plate("SHA-256", video.checksum.replace(/^sha256:/, ""));
  const { media } = video;
  sheet.facts([
    ...(media
      ? ([
          [
            "Film",
            `${lengthInWords(media.duration_seconds)}, ${media.width}×${media.height}, ${media.frames_per_second} frames a second`,
          ],
          [
            "Codecs",
            media.audio_codec === null
              ? `${media.video_codec}, no sound`
              : `${media.video_codec} and ${media.audio_codec}`,
          ],
        ] as const)
      : []),
    ...(video.bytes === null ? [] : ([["Size", bytesInFull(video.bytes)]] as const)),
    ...(video.concept_id === null ? [] : ([["Concept", video.concept_id]] as const)),
    ...(video.tags.length === 0 ? [] : ([["Tags", video.tags.join(", ")]] as const)),
  ]);
}

function verdictsOn(delivery: ProofDelivery, chain: Proof["audit"]["chain"]) {
  const { qc_report: qc, storage, links, links_total: made, fetches } = delivery;
  const same = checksumVerdict(delivery);
  const stored = storedVerdict(delivery);
  const [link] = links;
  const [opening] = fetches;
  const list: { hue: Hue; word: string; because: string }[] = [
    {
      hue: qc.status === "pass" ? "well" : "broken",
      word: qc.status === "pass" ? "QC passed" : `QC said “${qc.status}”`,
      because: [
        qc.report_id ?? "no report named",
        ...(qc.checked_at === null ? [] : [momentInWords(qc.checked_at)]),
      ].join(" · "),
    },
    {
      hue: same?.hue ?? "broken",
      word: same?.title ?? "Checksum not verified",
      because: same?.because ?? "not computed yet",
    },
    {
      hue: stored.hue,
      word: stored.title,
      because: [storage.location ?? "nothing stands under its final name", stored.because].filter(Boolean).join("; "),
    },
    {
      hue: chain.holds ? "well" : "broken",
      word: chain.holds ? "Audit entries unchanged" : "Audit entries do not fit their chain",
      because:
        chain.finding ??
        `${countInWords(chain.checked, "hash", "hashes")} computed again${chain.waiting > 0 ? `, ${chain.waiting} too new for a link` : ""}`,
    },
    {
      hue: "plain",
      word: countInWords(made, "link"),
      because: link ? `the newest: ${endInWords(link)}` : "none was handed out",
    },
    {
      hue: "plain",
      word: `Fetched ${countInWords(delivery.fetches_total, "time")}`,
      because: opening ? `last ${momentInWords(opening.at)} by ${fetcherOf(opening)}` : "nobody has opened it yet",
    },
  ];
  return list;
}
