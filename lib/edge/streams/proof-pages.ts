import PdfKit from "pdfkit";
import type { Proof, ProofDelivery } from "@/lib/domain/proof/contract";
import { fetcherOf } from "@/lib/domain/proof/verdicts";
import { penOn } from "@/lib/infra/pdf/pen";
import { drawFront } from "./proof-front";
import { MONO_CELL, Sheet, SOFT } from "./proof-sheet";
import { copyInWords, endingInWords, endInWords, hoursOf, momentInWords, stagingInWords } from "./proof-words";

/** Paper tells the newest of a long list; the attached JSON holds more of it, and every list says how long it is. */
const ROWS = 60;

/** Draws the proof on A4, and attaches the JSON it was drawn from, so that its digest can be checked. */
export async function drawProof(proof: Proof): Promise<Buffer<ArrayBuffer>> {
  const made = new Date(proof.generated_at);
  const title = `Proof of delivery: ${proof.video.title}`;
  const pdf = new PdfKit({
    size: "A4",
    margin: 0,
    bufferPages: true,
    pdfVersion: "1.7",
    lang: "en",
    displayTitle: true,
    info: {
      Title: title,
      Author: proof.desk,
      Creator: "Marquee",
      Producer: "Marquee",
      CreationDate: made,
      ModDate: made,
    },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => pdf.once("end", resolve).once("error", reject));

  const sheet = new Sheet(await penOn(pdf));
  drawFront(sheet, proof);
  for (const delivery of proof.deliveries) drawDelivery(sheet, delivery, proof.generated_at);
  drawTrail(sheet, proof);
  if (sheet.pen.lost > 0) {
    sheet.gap(8);
    sheet.paragraph(
      "A dot stands for a character that this page has no letter for; the JSON holds every text whole.",
      SOFT,
    );
  }
  sheet.footers([
    `Made ${momentInWords(proof.generated_at)} at ${proof.desk} from the attached proof.json, whose digest is`,
    proof.digest,
  ]);
  pdf.file(Buffer.from(JSON.stringify(proof)), {
    name: "proof.json",
    type: "application/json",
    description: title,
    creationDate: made,
    modifiedDate: made,
  });
  pdf.end();
  await done;
  return Buffer.concat(chunks);
}

function drawDelivery(sheet: Sheet, delivery: ProofDelivery, made: string): void {
  const { checksum, copies, links, fetches } = delivery;
  sheet.heading(
    `Delivery ${delivery.audit_log_id}`,
    delivery.error_code === null ? delivery.status : `${delivery.status}: ${delivery.error_code}`,
  );
  const moments = [
    ["Accepted", delivery.created_at],
    ["Begun", delivery.started_at],
    ["Published", delivery.published_at],
    ["Failed", delivery.failed_at],
  ] as const;
  sheet.facts([
    ...moments.flatMap(([name, at]) => (at === null ? [] : ([[name, momentInWords(at)]] as const))),
    ["Try", String(delivery.run)],
    ["Source", delivery.source_url],
    ["Stored under", delivery.storage.key],
    ...(checksum.computed === null || checksum.computed === checksum.claimed
      ? []
      : ([
          ["Claimed", checksum.claimed],
          ["Computed", checksum.computed],
        ] as const)),
    ["Staging copy", stagingInWords(delivery, made)],
  ]);
  if (copies.length > 0) {
    sheet.heading("Copies");
    const columns = [
      { head: "Store", share: 2.4 },
      { head: "Location", share: 6.2 },
      { head: "Found", share: 4 },
    ];
    sheet.table(
      columns,
      copies.map((copy) => [copy.store, copy.location, copyInWords(copy)]),
    );
  }
  if (links.length > 0) {
    sheet.heading("Links handed out", howMany(links.length, delivery.links_total));
    const columns = [
      { head: "Link", share: 1.7, hand: MONO_CELL },
      { head: "Made", share: 3.7 },
      { head: "By", share: 2.6 },
      { head: "For", share: 1 },
      { head: "Works until", share: 6.4 },
    ];
    sheet.table(
      columns,
      links
        .slice(0, ROWS)
        .map((link) => [
          `…${link.id.slice(-6)}`,
          momentInWords(link.created_at),
          link.created_by,
          hoursOf(link),
          endInWords(link),
        ]),
    );
  }
  if (fetches.length > 0) {
    sheet.heading("Fetches", howMany(fetches.length, delivery.fetches_total));
    const columns = [
      { head: "When", share: 4 },
      { head: "How", share: 2 },
      { head: "By", share: 6 },
    ];
    sheet.table(
      columns,
      fetches.slice(0, ROWS).map((opening) => [momentInWords(opening.at), opening.how, fetcherOf(opening)]),
    );
  }
}

function drawTrail(sheet: Sheet, { audit }: Proof): void {
  const { chain, entries, entries_total: total } = audit;
  sheet.heading("Audit trail", howMany(entries.length, total));
  const columns = [
    { head: "When", share: 4.1 },
    { head: "Who", share: 2.8 },
    { head: "Door", share: 1.3 },
    { head: "What", share: 3.8 },
    { head: "Outcome", share: 2.4 },
    { head: "Link", share: 1.2, hand: MONO_CELL },
    { head: "Hash", share: 1.9, hand: MONO_CELL },
  ];
  sheet.table(
    columns,
    entries
      .slice(0, ROWS)
      .map((entry) => [
        momentInWords(entry.at),
        entry.actor_name,
        entry.door,
        entry.operation,
        endingInWords(entry),
        entry.chain ? String(entry.chain.seq) : "",
        entry.chain ? `${entry.chain.hash.slice(0, 8)}…` : "too new",
      ]),
  );
  const full = chain.last_full_check;
  const facts: [string, string][] = [];
  if (chain.head) facts.push(["Head of chain", `link ${chain.head.seq}, ${chain.head.hash}`]);
  if (full)
    facts.push([
      "Whole chain",
      `${full.finding ?? full.state.replaceAll("_", " ")}, looked through ${momentInWords(full.at)}`,
    ]);
  sheet.gap(6);
  sheet.facts(facts);
}

/** `3`, or how many of how many stand here. */
const howMany = (held: number, total: number) =>
  total > Math.min(held, ROWS) ? `the newest ${Math.min(held, ROWS)} of ${total.toLocaleString("en")}` : String(total);
