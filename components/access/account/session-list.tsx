"use client";

import { Monitor, Smartphone } from "lucide-react";
import type { RefObject } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { exactWords } from "@/components/ui/words";
import type { Session } from "@/lib/domain/access/contract";
import type { SessionsQuery } from "./use-sessions";

interface SessionListProps {
  readonly sessions: SessionsQuery;
  /** Whose they are, for the ear. */
  readonly label: string;
  readonly ref?: RefObject<HTMLUListElement | null>;
  /** Ends one of them; the one in use is left by signing out. */
  readonly onEnd?: (session: Session) => void;
}

/** Every browser somebody is signed in with, newest first, page after page. */
export function SessionList({ sessions, label, ref, onEnd }: SessionListProps) {
  const items = sessions.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {sessions.isError && (
        <ProblemState
          title={items ? "The list could not be refreshed." : "The sessions could not be loaded."}
          reason={sentenceOf(sessions.error)}
          onRetry={() => void sessions.refetch()}
          className="m-3.5 mt-0"
        />
      )}
      <ul ref={ref} tabIndex={-1} aria-label={label} aria-busy={sessions.isPending} className="-outline-offset-2">
        {sessions.isPending && [0, 1].map((at) => <SessionSkeleton key={at} />)}
        {items?.map((session) => (
          <SessionLine key={session.id} session={session} {...(onEnd && { onEnd })} />
        ))}
      </ul>
      {sessions.hasNextPage && (
        <div className="flex justify-center border-t py-2.5">
          <Button size="s" busy={sessions.isFetchingNextPage} onClick={() => void sessions.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function SessionLine({ session, onEnd }: { readonly session: Session } & Pick<SessionListProps, "onEnd">) {
  const Icon = /Android|iPhone|iPad|iOS/.test(session.device) ? Smartphone : Monitor;
  const whence = session.address === null ? "address unknown" : `from ${session.address}`;
  return (
    <li className="flex items-center gap-3 border-t px-3.5 py-2">
      <span className="grid size-7 shrink-0 place-items-center rounded-full bg-ink/6 text-ink-2">
        <Icon aria-hidden size={14} strokeWidth={1.8} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <b className="font-[570]">{session.device}</b>
          {session.current && (
            <span className="rounded-full border border-line-strong px-1.75 text-xs leading-4.5 text-ink-2">
              this one
            </span>
          )}
        </span>
        <span className="block text-ink-2">
          {whence}, signed in {session.method === "oidc" && "through the provider "}
          <Time value={session.created_at} />,{" "}
          {session.last_seen_at === null ? (
            "not seen since"
          ) : (
            <>
              last seen <Time value={session.last_seen_at} />
            </>
          )}
        </span>
      </span>
      {onEnd && !session.current && (
        <Button
          look="ghost"
          size="s"
          // Several may come from one browser: the address and the moment tell them apart.
          aria-label={`End the session of ${session.device}, ${whence}, signed in ${exactWords(new Date(session.created_at))}`}
          onClick={() => onEnd(session)}
        >
          End
        </Button>
      )}
    </li>
  );
}

function SessionSkeleton() {
  return (
    <li className="flex items-center gap-3 border-t px-3.5 py-2">
      <Skeleton className="size-7 rounded-full" />
      <span className="flex-1">
        <Skeleton className="h-3.5 w-40" />
        <Skeleton className="mt-1.5 h-3.5 w-72 max-w-full" />
      </span>
    </li>
  );
}
