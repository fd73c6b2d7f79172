import { Fact } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { Assignment } from "@/lib/domain/assignments/contract";
import { causeInWords } from "./assignment-words";

const METHODS: Readonly<Record<Assignment["distribution_method"], string>> = {
  manual: "by hand",
  auto_filter: "by a filter",
  auto_schedule: "by a schedule",
};

/** When it goes out, or went, and how it came about. */
export function AssignmentFacts({ assignment }: { readonly assignment: Assignment }) {
  const { scheduled_at: due, live_at: live, late_policy: late, standing, forced, cause } = assignment;
  const reason = forced ? reasonOf(assignment) : null;
  return (
    <dl className="space-y-1.5">
      <Fact name="When">{due === null ? "No time yet" : <Time value={due} as="full" />}</Fact>
      {live !== null && (
        <Fact name="Live since">
          <Time value={live} as="full" />
        </Fact>
      )}
      <Fact name="If it is late">{lateInWords(late)}</Fact>
      {standing.missed_at !== null && (
        <Fact name="Missed at">
          <Time value={standing.missed_at} as="exact" />
        </Fact>
      )}
      {cause !== null && <Fact name="Cause">{causeInWords(cause)}</Fact>}
      <Fact name="Retries">
        {assignment.retry_count} of {assignment.max_retries}
      </Fact>
      <Fact name="Assigned">
        {METHODS[assignment.distribution_method]} · {assignment.created_by}, <Time value={assignment.created_at} />
      </Fact>
      {reason !== null && <Fact name="Forced">{reason}</Fact>}
      {assignment.remote_id !== null && (
        <Fact name="Id there">
          <span className="font-mono text-xs">{assignment.remote_id}</span>
        </Fact>
      )}
    </dl>
  );
}

function reasonOf({ assignment_reason: kept }: Assignment): string {
  const overruled = kept["forced"];
  const known = typeof overruled === "object" && overruled !== null && "reason" in overruled ? overruled.reason : null;
  return typeof known === "string" && known !== "" ? known : "A refusal was overruled";
}

function lateInWords({ action, after_minutes: minutes }: Assignment["late_policy"]): string {
  const patience = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  if (action === "next_slot") return "It takes the next slot";
  return action === "publish" ? `It goes out all the same, up to ${patience} late` : `Missed after ${patience}`;
}
