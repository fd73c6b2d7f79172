import { Time } from "@/components/ui/time";
import type { AttemptOut } from "@/lib/domain/publishing/contract";
import { attemptStateInWords, callInWords, foundInWords } from "./evidence-words";

/** What an attempt left behind: every request, every look, and a person's word. */
export function AttemptEvidence({ attempt }: { readonly attempt: AttemptOut }) {
  const { evidence, state, sentence, remote_id: remoteId, marker, look_due_at: lookDue } = attempt;
  return (
    <div className="mt-1.5 space-y-1 rounded-m border bg-canvas px-2.5 py-2 text-sm">
      <p>
        <b className="font-[550]">Attempt {attempt.number}:</b> {attemptStateInWords(state)}
        {sentence !== null && <span className="text-ink-2"> · {sentence}</span>}
      </p>
      {evidence.calls.map((call) => (
        <p key={`${call.at} ${call.ms}`} className="font-mono text-xs wrap-anywhere text-ink-2">
          {callInWords(call)}
        </p>
      ))}
      {evidence.looks.map((look) => (
        <p key={look.at} className="text-ink-2">
          Looked at <Time value={look.at} as="exact" />: {foundInWords(look.found)}. {look.sentence}
        </p>
      ))}
      {lookDue !== null && (
        <p className="text-ink-2">
          Looked for next at <Time value={lookDue} as="exact" />
        </p>
      )}
      {evidence.decision !== null && (
        <p className="text-ink-2">
          {evidence.decision.by} said it is {evidence.decision.verdict === "present" ? "there" : "not there"},{" "}
          <Time value={evidence.decision.at} as="exact" />
        </p>
      )}
      <p className="font-mono text-2xs wrap-anywhere text-ink-3">
        {marker}
        {remoteId !== null && ` · ${remoteId}`}
      </p>
    </div>
  );
}
