"use client";

import { LogOut } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { SessionList } from "./session-list";
import { useEndOtherSessions, useEndSession, useSessions } from "./use-sessions";

/** Every browser this person is signed in with, and the way to end what they do not know. */
export function SessionsPanel() {
  const sessions = useSessions();
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const list = useRef<HTMLUListElement>(null);
  const kept = useFocusKept(list, [sessions.dataUpdatedAt]);
  const items = sessions.data?.pages.flatMap((page) => page.items);
  const others = sessions.hasNextPage || (items?.some(({ current }) => !current) ?? false);
  return (
    <div {...kept}>
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
        <SessionList
          sessions={sessions}
          label="Where you are signed in"
          ref={list}
          onEnd={({ id }) => end.mutate(id)}
        />
        {items && !others && <p className="border-t px-3.5 py-2.5 text-ink-2">You are signed in nowhere else.</p>}
      </Panel>
    </div>
  );
}
