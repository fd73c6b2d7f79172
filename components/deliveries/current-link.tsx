"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { spanInWords } from "@/components/ui/words";
import { HOUR } from "@/lib/core/time";
import type { Link, LinkPage } from "@/lib/domain/deliveries/contract";
import { LinkReminder } from "./link-reminder";
import { Opened } from "./link-use";

interface CurrentLinkProps {
  readonly deliveryId: string;
  readonly link: Link;
  /** What holds for every link of this desk. */
  readonly desk: Pick<LinkPage, "max_hours" | "can_mail">;
  /** Null for those who may not. */
  readonly onRevoke: (() => void) | null;
}

/** The link to hand on: its address, when it ends and why then, and how it was used. */
export function CurrentLink({ deliveryId, link, desk, onRevoke }: CurrentLinkProps) {
  const url = link.public_url ?? "";
  const ended = new Date(link.effective_expires_at) <= useNow();
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
      <div className="mt-2 flex flex-wrap items-start gap-x-3 text-ink-2">
        <div className="min-w-0 flex-1 basis-60 space-y-0.5">
          <p>
            {ended ? "Stopped working" : "Expires"}{" "}
            <Time value={link.effective_expires_at} className="font-[550] text-ink" /> (
            <Time value={link.effective_expires_at} as="exact" />
            ), signed for {signedFor(link)} by {link.created_by}
          </p>
          <Limit link={link} maxHours={desk.max_hours} />
          <p>
            <Opened link={link} />
          </p>
        </div>
        {onRevoke && (
          <Button look="ghost" size="s" onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </div>
      {!ended && <LinkReminder deliveryId={deliveryId} link={link} canMail={desk.can_mail} />}
    </div>
  );
}

/** What ends it before its promise; where nothing does, how far the key would reach. */
function Limit({ link, maxHours }: { readonly link: Link; readonly maxHours: number }) {
  if (link.limited_by === "promise") {
    if (link.signing_ends_at === null) return null;
    return (
      <p>
        The key of the store allows until <Time value={link.signing_ends_at} as="exact" />.
      </p>
    );
  }
  const why = {
    policy: `but this desk lets links work for ${spanInWords(maxHours * HOUR)} at most.`,
    seven_days: "but no signed link works for longer than 7 days.",
    signing_key: "but the key of the store ends first. With a new key this link works on.",
  }[link.limited_by];
  return (
    <p className="text-unconfirmed">
      Promised until <Time value={link.expires_at} as="exact" />, {why}
    </p>
  );
}

function signedFor({ created_at: from, expires_at: until }: Link): string {
  return spanInWords(Math.round((new Date(until).getTime() - new Date(from).getTime()) / 60_000) * 60_000);
}
