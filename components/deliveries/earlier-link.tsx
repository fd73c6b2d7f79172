"use client";

import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { Link } from "@/lib/domain/deliveries/contract";
import { Opened } from "./link-use";

interface EarlierLinkProps {
  readonly link: Link;
  /** Null for those who may not. */
  readonly onRevoke: (() => void) | null;
}

export function EarlierLink({ link, onRevoke }: EarlierLinkProps) {
  const state = link.revoked_at !== null ? "revoked" : link.public_url === null ? "expired" : "active";
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-1 text-ink-2">
      <span className="w-20 shrink-0">
        <StateChip state={state} />
      </span>
      <span className="min-w-0 flex-1 basis-52">
        made <Time value={link.created_at} /> by {link.created_by},{" "}
        {state === "active" ? "expires " : state === "revoked" ? "revoked " : "expired "}
        <Time value={link.revoked_at ?? link.effective_expires_at} />
        <span className="block text-sm text-ink-3">
          <Opened link={link} />
        </span>
      </span>
      {link.public_url !== null && <CopyButton text={link.public_url} what="link" />}
      {state === "active" && onRevoke && (
        <Button look="ghost" size="s" onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}
