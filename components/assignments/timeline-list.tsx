"use client";

import { Eye, Radio, Send, UserRound, type LucideIcon } from "lucide-react";
import { deedOf } from "@/components/audit/audit-words";
import { sentenceOf } from "@/components/ui/api";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { AttemptOut, Timeline, TimelineEntry } from "@/lib/domain/publishing/contract";
import { AttemptEvidence } from "./attempt-evidence";
import { useTimeline } from "./use-assignments";

const ICONS: Readonly<Record<TimelineEntry["kind"], LucideIcon>> = {
  act: UserRound,
  event: Radio,
  attempt: Send,
  look: Eye,
};

/** An assignment's whole life, oldest first: acts, facts, and every attempt with its evidence. */
export function TimelineList({ id, live }: { readonly id: string; readonly live: boolean }) {
  const timeline = useTimeline(id, { live });
  return (
    <section aria-labelledby="assignment-timeline">
      <h3 id="assignment-timeline" className="mb-2 font-semibold">
        Timeline
      </h3>
      {timeline.isPending && <Skeleton className="h-32 rounded-m" />}
      {timeline.isError && (
        <ProblemState
          title={timeline.data ? "The timeline could not be refreshed." : "The timeline could not be loaded."}
          reason={sentenceOf(timeline.error)}
          onRetry={() => void timeline.refetch()}
          className="mb-2"
        />
      )}
      {timeline.data?.entries.length === 0 && <p className="text-ink-2">Nothing has happened here yet.</p>}
      {timeline.data && timeline.data.entries.length > 0 && (
        <ol aria-labelledby="assignment-timeline" className="ml-2.75 border-l">
          {withAttempts(timeline.data).map(({ entry, attempt }, at) => (
            <Entry key={`${entry.at} ${at}`} entry={entry} attempt={attempt} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface Told {
  readonly entry: TimelineEntry;
  /** With the first line that tells of it. */
  readonly attempt: AttemptOut | undefined;
}

function withAttempts({ attempts, entries }: Timeline): readonly Told[] {
  const told = new Set<number>();
  return entries.map((entry) => {
    const first = entry.kind === "attempt" && entry.attempt !== null && !told.has(entry.attempt);
    if (first && entry.attempt !== null) told.add(entry.attempt);
    return { entry, attempt: first ? attempts.find(({ number }) => number === entry.attempt) : undefined };
  });
}

/** An act by what it is to a person; a fact by the name that whoever listens knows it by. */
function Title({ entry: { kind, title, operation } }: { readonly entry: TimelineEntry }) {
  if (kind === "event") return <span className="font-mono text-xs wrap-anywhere text-ink-2">{title}</span>;
  return <b className="font-[550] wrap-anywhere">{kind === "act" && operation !== null ? deedOf(operation) : title}</b>;
}

function Entry({ entry, attempt }: Told) {
  const Icon = ICONS[entry.kind];
  return (
    <li className="relative pb-3.5 pl-5 last:pb-0">
      <span className="absolute top-0 -left-2.75 grid size-5.5 place-items-center rounded-full border bg-raised text-ink-3">
        <Icon aria-hidden size={12} strokeWidth={1.8} />
      </span>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Title entry={entry} />
        {entry.actor !== null && <span className="text-ink-2">{entry.actor}</span>}
        {entry.code !== null && (
          <span className="rounded-full bg-failed-soft px-2 text-xs font-[550] text-failed">
            {entry.code.replaceAll("_", " ")}
          </span>
        )}
        <Time value={entry.at} as="exact" className="ml-auto text-sm text-ink-3" />
      </p>
      {entry.detail !== null && entry.detail !== attempt?.sentence && (
        <p className="wrap-anywhere text-ink-2">{entry.detail}</p>
      )}
      {attempt && <AttemptEvidence attempt={attempt} />}
    </li>
  );
}
