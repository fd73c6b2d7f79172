"use client";

import { ChevronRight, Link2 } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Link } from "@/lib/domain/deliveries/contract";
import { CurrentLink } from "./current-link";
import { EarlierLink } from "./earlier-link";
import { RenewLinkDialog } from "./renew-link-dialog";
import { useLinks, useRevokeLink } from "./use-links";

/** The public link of now, and those before it. */
export function LinkPanel({ deliveryId }: { readonly deliveryId: string }) {
  const links = useLinks(deliveryId);
  const mayWrite = useMay("links:write");
  const [renewing, setRenewing] = useState(false);
  const [revoking, setRevoking] = useState<Link | null>(null);
  const desk = links.data?.pages[0];
  const all = links.data?.pages.flatMap((page) => page.items) ?? [];
  const current = all.find((link) => link.public_url !== null);
  const others = all.filter((link) => link !== current);

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
      {desk &&
        (current ? (
          <CurrentLink
            deliveryId={deliveryId}
            link={current}
            desk={desk}
            onRevoke={mayWrite ? () => setRevoking(current) : null}
          />
        ) : (
          <NoLink mayWrite={mayWrite} />
        ))}
      {others.length > 0 && (
        <details className="group border-t">
          <summary className="flex items-center gap-1.5 px-3.5 py-2.5 text-ink-2 -outline-offset-2 hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden size={14} className="transition-transform duration-150 group-open:rotate-90" />
            Earlier links ({others.length}
            {links.hasNextPage && " and more"})
          </summary>
          <ul className="pb-1.5">
            {others.map((link) => (
              <EarlierLink key={link.id} link={link} onRevoke={mayWrite ? () => setRevoking(link) : null} />
            ))}
          </ul>
          {links.hasNextPage && (
            <div className="border-t p-2">
              <Button look="ghost" size="s" busy={links.isFetchingNextPage} onClick={() => void links.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </details>
      )}
      <RenewLinkDialog
        deliveryId={deliveryId}
        maxHours={desk?.max_hours ?? 168}
        open={renewing}
        onOpenChange={setRenewing}
      />
      {revoking && <RevokeLinkDialog deliveryId={deliveryId} link={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
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
