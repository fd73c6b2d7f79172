import { bytesInWords, countOf } from "@/components/ui/words";
import type { CleanUpReport as Report } from "@/lib/domain/retention/contract";

/** So many lines are drawn; the numbers above count all of them. */
const SHOWN = 20;

/** `12 deleted, 2 kept: …`: what a clean-up did, or would do. */
export function CleanUpReport({ report }: { readonly report: Report }) {
  const { dropped, kept, more, dry_run: dry, bytes_freed: bytes } = report;
  const gone = dropped.length === 0 ? "Nothing" : countOf(dropped.length, "file");
  return (
    <div className="space-y-3">
      <output className="block">
        <b className="font-[570]">
          {gone} {dry ? "would be deleted" : dropped.length === 1 ? "was deleted" : "deleted"}
        </b>
        {dropped.length > 0 && `, ${bytesInWords(bytes)}`}
        {kept.length > 0 && `; ${countOf(kept.length, "file")} ${kept.length === 1 ? "stays" : "stay"}`}.
        {more && " There are more: clean up again afterwards."}
      </output>
      <Lines
        title={dry ? "Would go" : "Deleted"}
        lines={dropped.map(({ audit_log_id: id, title, bytes: size }) => ({ id, title, note: bytesInWords(size) }))}
      />
      <Lines title="Kept" lines={kept.map(({ audit_log_id: id, title, detail }) => ({ id, title, note: detail }))} />
    </div>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly { readonly id: string; readonly title: string; readonly note: string }[];
}

function Lines({ title, lines }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className="text-xs font-[520] text-ink-3">{title}</h3>
      <ul aria-label={title} className="mt-1 divide-y rounded-s border">
        {lines.slice(0, SHOWN).map(({ id, title: name, note }) => (
          <li key={id} className="px-2.5 py-1.5">
            <span className="block truncate font-[520]">{name}</span>
            <span className="block wrap-anywhere text-ink-2">{note}</span>
          </li>
        ))}
        {lines.length > SHOWN && (
          <li className="px-2.5 py-1.5 text-ink-3">and {countOf(lines.length - SHOWN, "more", "more")}</li>
        )}
      </ul>
    </div>
  );
}
