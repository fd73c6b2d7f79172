import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import type { PageMark } from "@/lib/core/page";
import { AuditEntry, ExportEntries } from "@/lib/domain/audit/contract";
import { exportEntries } from "@/lib/domain/audit/operations/export-entries";
import { readEntries } from "@/lib/domain/audit/store";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import { callerFromRequest } from "../caller";
import { framed } from "../frame";
import { refuseForeignOrigin } from "../front/origin";
import { counted } from "../limits/budgets";
import { readInput } from "../request";

/** How many entries are held at once; the browser's own pace decides when the next are read. */
const BATCH = 500;

/** The part of the trail that the filters leave, newest first, as a file. */
export const auditExport = framed(async (request, _params, requestId, headers) => {
  const caller = await counted({ request, answer: headers }, () => callerFromRequest(request, requestId));
  // It is a GET, so that a browser can save it, but it leaves an entry: another site's link must not make an admin do that.
  if (["cross-site", "same-site"].includes(request.headers.get("sec-fetch-site") ?? "")) refuseForeignOrigin(request);
  const given = await readInput(request);
  const { before } = await perform(exportEntries, given, caller);
  const { format, ...filters } = ExportEntries.parse(given);
  const to = filters.to !== undefined && new Date(filters.to) < new Date(before) ? filters.to : before;
  const batches = inBatches({ ...filters, to }, WRITERS[format]);
  return new Response(request.method === "HEAD" ? null : streamOf(batches, requestId), {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="marquee-audit-${before.replaceAll(/[:.]/g, "-")}.${format}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

type Entry = z.input<typeof AuditEntry>;
type Writer = (entries: readonly Entry[], first: boolean) => string;

const WRITERS: Readonly<Record<keyof typeof TYPES, Writer>> = {
  jsonl: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""),
  csv: (entries, first) =>
    stringify(entries.map(toRow), {
      header: first,
      columns: CSV_COLUMNS,
      record_delimiter: "windows",
      // Any kind of line break inside a cell ends the row for one reader or another.
      quoted_match: /[\r\n]/,
      // A spreadsheet would run what begins like a formula; an apostrophe before it makes it a text.
      escape_formulas: true,
    }),
};

const CSV_COLUMNS = [
  ...Object.keys(AuditEntry.shape).filter((name) => name !== "chain"),
  "chain_seq",
  "chain_hash",
  "chain_previous",
];

const toRow = ({ chain, ...entry }: Entry) => ({
  ...entry,
  chain_seq: chain?.seq,
  chain_hash: chain?.hash,
  chain_previous: chain?.previous,
});

async function* inBatches(
  filters: Parameters<typeof readEntries>[1]["filters"],
  write: Writer,
): AsyncGenerator<string> {
  let mark: PageMark | undefined;
  for (;;) {
    const rows = await readEntries(db(), { filters, mark, limit: BATCH });
    const text = write(
      rows.map(({ wire }) => wire),
      mark === undefined,
    );
    if (text !== "") yield text;
    mark = rows.at(-1);
    if (rows.length < BATCH) return;
  }
}

/** Reads on only as fast as somebody takes it. What breaks on the way breaks the download off: half a file must not look whole. */
function streamOf(batches: AsyncGenerator<string>, requestId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await batches.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        log.error({ err: error, requestId }, "an export of the audit trail broke off");
        controller.error(error);
      }
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
}
