"use client";

import { LogOut, Monitor, Smartphone } from "lucide-react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { Session } from "@/lib/domain/access/contract";
import { useEndOtherSessions, useEndSession, useSessions } from "./use-sessions";

/** Every browser this person is signed in with, and the way to end what they do not know. */
export function SessionsPanel() {
  const sessions = useSessions();
  const endOthers = useEndOtherSessions();
  const items = sessions.data?.items;
  const others = items?.some(({ current }) => !current) ?? false;
  return (
    <Panel
      title="Sessions"
      actions={
        others && (
          <Button size="s" icon={LogOut} busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        )
      }
    >
      {sessions.isError && (
        <ProblemState
          title={items ? "The list could not be refreshed." : "Your sessions could not be loaded."}
          reason={sentenceOf(sessions.error)}
          onRetry={() => void sessions.refetch()}
          className="m-3.5 mt-0"
        />
      )}
      <ul>
        {sessions.isPending && [0, 1].map((at) => <SessionSkeleton key={at} />)}
        {items?.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      {items && !others && <p className="border-t px-3.5 py-2.5 text-ink-2">You are signed in nowhere else.</p>}
    </Panel>
  );
}

function SessionLine({ session }: { readonly session: Session }) {
  const end = useEndSession();
  const Icon = /Android|iPhone|iPad|iOS/.test(session.device) ? Smartphone : Monitor;
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
          {session.address === null ? "address unknown" : `from ${session.address}`}, signed in{" "}
          {session.method === "oidc" && "through the provider "}
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
      {!session.current && (
        <Button
          look="ghost"
          size="s"
          aria-label={`End the session of ${session.device}`}
          onClick={() => end.mutate(session.id)}
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
