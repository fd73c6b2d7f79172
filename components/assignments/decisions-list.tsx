import { Check, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { Decision } from "@/lib/domain/assignments/contract";

interface DecisionsListProps {
  readonly decisions: readonly Decision[];
  readonly nameOf: (channelId: string) => string;
  readonly stale: boolean;
}

/** What would come of it on each channel, before anything is done. */
export function DecisionsList({ decisions, nameOf, stale }: DecisionsListProps) {
  return (
    <section
      aria-label="What will happen"
      aria-busy={stale}
      className={cn("transition-opacity", stale && "opacity-60")}
    >
      <ul className="divide-y rounded-m border">
        {decisions.map((decision) => (
          <OneDecision key={decision.channel_id} decision={decision} name={nameOf(decision.channel_id)} />
        ))}
      </ul>
    </section>
  );
}

function OneDecision({ decision, name }: { readonly decision: Decision; readonly name: string }) {
  const { outcome, sentence, findings } = decision;
  const refused = outcome === "refused";
  const Icon = refused ? TriangleAlert : Check;
  return (
    <li className="flex gap-2 px-3 py-2">
      <Icon aria-hidden size={14} className={cn("mt-0.75", refused ? "text-failed" : "text-published")} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <b className="font-[550]">{name}</b> <span className="text-ink-2">{sentence}</span>
        {findings
          .filter((finding) => finding.sentence !== sentence)
          .map((finding) => (
            <p
              key={`${finding.code} ${finding.field}`}
              className={cn("text-sm", finding.blocks ? "text-failed" : "text-unconfirmed")}
            >
              {finding.sentence}
            </p>
          ))}
      </div>
    </li>
  );
}
