"use client";

import { Lock, LockOpen, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import { DropDialog } from "./drop-dialog";
import { HoldDialog } from "./hold-dialog";
import { useRelease } from "./use-staging";

interface StagingActionsProps {
  readonly copy: StagingCopy;
  /** In a list each button says which video it is about. */
  readonly named?: boolean;
}

/** Hold or release, and delete: what may be done with a copy as it stands. */
export function StagingActions({ copy, named = false }: StagingActionsProps) {
  const mayWrite = useMay("deliveries:write");
  const release = useRelease();
  const [asking, setAsking] = useState<"hold" | "drop" | null>(null);
  if (!mayWrite || copy.state === "dropped") return null;
  const about = named && <span className="sr-only"> the staging copy of {copy.title}</span>;
  const done = () => setAsking(null);
  return (
    <span className="inline-flex gap-1">
      {copy.held === null ? (
        <Button look="ghost" size="s" icon={Lock} onClick={() => setAsking("hold")}>
          Hold{about}
        </Button>
      ) : (
        <Button look="ghost" size="s" icon={LockOpen} busy={release.isPending} onClick={() => release.mutate(copy)}>
          Release{about}
        </Button>
      )}
      {(copy.state === "waiting" || copy.state === "due") && (
        <Button look="ghost" size="s" icon={Trash2} onClick={() => setAsking("drop")}>
          Delete{about}
        </Button>
      )}
      {asking === "hold" && <HoldDialog copy={copy} onClose={done} />}
      {asking === "drop" && <DropDialog copy={copy} onClose={done} />}
    </span>
  );
}
