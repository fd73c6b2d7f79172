"use client";

import { StateChip } from "@/components/ui/chip";
import { Fact } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { countOf } from "@/components/ui/words";
import type { Channel } from "@/lib/domain/channels/contract";
import { STATUS_WORDS } from "./channel-words";
import { TestOutcome } from "./test-outcome";
import type { useTestChannel } from "./use-channels";

interface StandingPanelProps {
  readonly channel: Channel;
  readonly test: ReturnType<typeof useTestChannel>;
}

/** How a channel fares: in a sentence, and what that is made of. */
export function StandingPanel({ channel, test }: StandingPanelProps) {
  const {
    health_sentence: sentence,
    status,
    status_reason: reason,
    breaker,
    pending,
    checked_at: checkedAt,
    check_trouble: trouble,
  } = channel;
  return (
    <Panel title="How it fares">
      <div className="px-3.5 pb-3.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <StateChip state={channel.health} />
          <span className="wrap-anywhere">{sentence}</span>
        </p>
        <dl className="mt-3 space-y-1.5">
          <Fact name="Status">
            {STATUS_WORDS[status]}
            {reason !== null && !sentence.includes(reason) && <span className="text-ink-2">: {reason}</span>}
          </Fact>
          <Fact name="Pending">
            {pending === 0 ? (
              <span className="text-ink-3">Nothing is to go out.</span>
            ) : (
              `${countOf(pending, "video")} still to go out`
            )}
          </Fact>
          {breaker && (
            <Fact name="Failures">
              <Breaker breaker={breaker} />
            </Fact>
          )}
          <Fact name="Last test">
            {checkedAt === null ? (
              <span className="text-ink-3">Never tested.</span>
            ) : (
              <>
                <Time value={checkedAt} />
                {trouble === null ? (
                  ", all was well"
                ) : (
                  <span className="text-failed">{sentence.includes(trouble) ? ", found trouble" : `: ${trouble}`}</span>
                )}
              </>
            )}
          </Fact>
        </dl>
        <TestOutcome test={test} />
      </div>
    </Panel>
  );
}

function Breaker({ breaker: { failures, open_until: until } }: { readonly breaker: NonNullable<Channel["breaker"]> }) {
  const now = useNow();
  const inARow = `${countOf(failures, "failure")} in a row`;
  if (until === null) return <>{inARow}. After five it rests for a while.</>;
  if (new Date(until) <= now) return <>{inARow}. The next one goes out as a trial.</>;
  return (
    <>
      Resting after {inARow}; tries one at <Time value={until} as="exact" />.
    </>
  );
}
