"use client";

import { ChevronRight, Link2 } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { spanInWords } from "@/components/ui/words";
import { StateChip } from "@/components/ui/chip";
import type { Link } from "@/lib/domain/deliveries/contract";
import { RenewLinkDialog } from "./renew-link-dialog";
import { useLinks, useRevokeLink } from "./use-links";

/** The public link of now, and those before it. */
export function LinkPanel({ deliveryId }: { readonly deliveryId: string }) {
  const links = useLinks(deliveryId);
  const mayWrite = useMay("links:write");
  const [renewing, setRenewing] = useState(false);
  const [revoking, setRevoking] = useState<Link | null>(null);
  const current = links.data?.items.find((link) => link.public_url !== null);
  const others = links.data?.items.filter((link) => link !== current) ?? [];

  return (
    <Panel
      title="Public link"
      actions={
        mayWrite && (
          <Button size="s" icon={Link2} onClick={() => setRenewing(true)}>
            {current || links.isPending ? "Renew link" : "Make a link"}
          </Button>
        )
      }
    >
      {links.isPending && (
        <div className="px-3.5 pt-0.5 pb-4">
          <Skeleton className="h-7.5" />
          <Skeleton className="mt-2.5 h-3.5 w-1/2" />
        </div>
      )}
      {links.isError && !links.data && (
        <ProblemState
          title="The links could not be loaded."
          reason={sentenceOf(links.error)}
          onRetry={() => void links.refetch()}
          className="m-3.5 mt-0"
        />
      )}
      {links.data &&
        (current ? (
          <CurrentLink link={current} onRevoke={mayWrite ? setRevoking : null} />
        ) : (
          <NoLink mayWrite={mayWrite} />
        ))}
      {others.length > 0 && (
        <details className="group border-t">
          <summary className="flex items-center gap-1.5 px-3.5 py-2.5 text-ink-2 -outline-offset-2 hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden size={14} className="transition-transform duration-150 group-open:rotate-90" />
            Earlier links ({others.length})
          </summary>
          <ul className="pb-1.5">
            {others.map((link) => (
              <EarlierLink key={link.id} link={link} onRevoke={mayWrite ? setRevoking : null} />
            ))}
          </ul>
        </details>
      )}
      <RenewLinkDialog deliveryId={deliveryId} open={renewing} onOpenChange={setRenewing} />
      {revoking && <RevokeLinkDialog deliveryId={deliveryId} link={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}

interface LinkProps {
  readonly link: Link;
  /** Null for those who may not. */
  readonly onRevoke: ((link: Link) => void) | null;
}

function CurrentLink({ link, onRevoke }: LinkProps) {
  const url = link.public_url ?? "";
  return (
    <div className="px-3.5 pb-3.5">
      <div className="flex items-center gap-1 rounded-s border border-line-strong bg-canvas pr-1 pl-2.5 has-[input:focus-visible]:border-accent has-[input:focus-visible]:outline-1 has-[input:focus-visible]:outline-accent">
        <input
          readOnly
          aria-label="Public link"
          value={url}
          className="h-7.5 min-w-0 flex-1 truncate bg-transparent font-mono text-xs outline-none"
        />
        <CopyButton text={url} what="link" labelled />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 text-ink-2">
        <p className="flex-1">
          Expires <Time value={link.effective_expires_at} className="font-[550] text-ink" /> (
          <Time value={link.effective_expires_at} as="exact" />
          ), signed for {signedFor(link)} by {link.created_by}
        </p>
        {onRevoke && (
          <Button look="ghost" size="s" onClick={() => onRevoke(link)}>
            Revoke
          </Button>
        )}
      </div>
    </div>
  );
}

function EarlierLink({ link, onRevoke }: LinkProps) {
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
      </span>
      {link.public_url !== null && <CopyButton text={link.public_url} what="link" />}
      {state === "active" && onRevoke && (
        <Button look="ghost" size="s" onClick={() => onRevoke(link)}>
          Revoke
        </Button>
      )}
    </li>
  );
}

function NoLink({ mayWrite }: { readonly mayWrite: boolean }) {
  return (
    <p className="px-3.5 pb-3.5 text-ink-2">
      No link is valid at the moment.{" "}
      {mayWrite ? "Make one to hand this video to someone without a sign-in." : "A manager can make one."}
    </p>
  );
}

interface RevokeLinkDialogProps {
  readonly deliveryId: string;
  readonly link: Link;
  readonly onClose: () => void;
}

function RevokeLinkDialog({ deliveryId, link, onClose }: RevokeLinkDialogProps) {
  const revoke = useRevokeLink(deliveryId);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title="Revoke this link?"
      description="Whoever has it is refused from now on. A revoked link cannot be brought back; a fresh one can be made."
    >
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate(link.id, { onSettled: onClose })}>
          Revoke link
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function signedFor({ created_at: from, expires_at: until }: Link): string {
  return spanInWords(Math.round((new Date(until).getTime() - new Date(from).getTime()) / 60_000) * 60_000);
}
