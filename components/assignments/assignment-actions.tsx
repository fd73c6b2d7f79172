"use client";

import { Ban, Pencil, Plug, Play, RotateCw, Search, Send, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { useMay } from "@/components/shell/person";
import { Button, type ButtonLook } from "@/components/ui/button";
import type { Assignment, AssignmentAction } from "@/lib/domain/assignments/contract";
import { ACTION_WORDS, inOrder, mendAddress } from "./actions";
import type { Asking } from "./ask-dialog";
import { useAct } from "./use-assignments";

interface AssignmentActionsProps {
  readonly assignment: Assignment;
  readonly subject: Asking["subject"];
  readonly onAsk: (asking: Asking) => void;
  readonly onEdit: () => void;
}

const ICONS: Readonly<Partial<Record<AssignmentAction, LucideIcon>>> = {
  edit: Pencil,
  cancel: Ban,
  publish: Send,
  retry: RotateCw,
  check: Search,
  reconnect: Plug,
  resume: Play,
};

/** Everything that can be done about it now, as the desk says. */
export function AssignmentActions({ assignment, subject, onAsk, onEdit }: AssignmentActionsProps) {
  const act = useAct();
  const may = useMay("assignments:write");
  const { status, standing, cause, channel_id: channelId } = assignment;
  // The platform had taken it: the desk does not offer to post it anew, a person who has looked there may.
  const anew = status === "failed" && cause === "processing_failed";
  if (!may || (standing.actions.length === 0 && !anew)) return null;
  const ask = (what: Asking["what"]) => () => onAsk({ what, subject });
  const press: Readonly<Record<Exclude<AssignmentAction, "reconnect" | "resume">, () => void>> = {
    edit: onEdit,
    cancel: () => act.mutate({ deed: "cancel", ...subject }),
    publish: ask("publish"),
    retry: () => act.mutate({ deed: "retry", ...subject }),
    check: () => act.mutate({ deed: "check", ...subject }),
    present: ask("present"),
    absent: ask("absent"),
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      {inOrder(standing.actions).map((action, at) => {
        const Icon = ICONS[action];
        const look: ButtonLook = {
          size: "s",
          look: at === 0 && action !== "edit" && action !== "cancel" ? "primary" : "plain",
        };
        if (action === "reconnect" || action === "resume") {
          return (
            <Button key={action} {...look} asChild>
              <Link href={mendAddress(channelId, action === "reconnect" ? cause : null)}>
                {Icon && <Icon aria-hidden size={13} strokeWidth={1.8} />}
                {ACTION_WORDS[action]}
              </Link>
            </Button>
          );
        }
        return (
          <Button
            key={action}
            {...look}
            {...(Icon && { icon: Icon })}
            busy={act.isPending && act.variables.deed === action}
            onClick={press[action]}
          >
            {ACTION_WORDS[action]}
          </Button>
        );
      })}
      {anew && (
        <Button size="s" onClick={ask("force-retry")}>
          Retry all the same…
        </Button>
      )}
    </div>
  );
}
