import { Time } from "@/components/ui/time";
import type { StagingCopy } from "@/lib/domain/retention/contract";

/** When a copy goes, or went, in a line. */
export function Countdown({ copy }: { readonly copy: StagingCopy }) {
  const strong = "font-[550] text-ink";
  if (copy.dropped_at !== null) {
    return (
      <>
        Deleted <Time value={copy.dropped_at} className={strong} /> {byWhom(copy.dropped_by)}
      </>
    );
  }
  if (copy.state === "waiting") {
    return (
      <>
        Deleted <Time value={copy.drop_at} className={strong} />
      </>
    );
  }
  if (copy.state === "due") return <>Its time is over: it goes within minutes</>;
  return (
    <>
      Its time is over <Time value={copy.drop_at} className={strong} />
    </>
  );
}

/** The worker acts for nobody: a copy that went by itself went because of its time. */
const byWhom = (who: string | null) => (who === null || who === "worker" ? "when its time was over" : `by ${who}`);

/** Why it stays: who holds it, and what still needs it. */
export function WhyKept({ copy }: { readonly copy: StagingCopy }) {
  const { held, needed_by: needs } = copy;
  if (held === null && needs.length === 0) return null;
  return (
    <ul className="space-y-0.5">
      {held && (
        <li className="wrap-anywhere">
          Held by {held.by} since <Time value={held.at} as="exact" />: {held.reason}
        </li>
      )}
      {needs.map(({ code, detail }) => (
        <li key={`${code} ${detail}`} className="wrap-anywhere">
          {detail}
        </li>
      ))}
    </ul>
  );
}
