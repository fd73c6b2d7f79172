import { MailCheck, MessageSquareLock } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { PasswordLink } from "@/lib/domain/access/contract";

interface HandedLinkProps {
  readonly link: PasswordLink;
  readonly email: string;
}

/** A link that lets its holder set a password: to copy, with how long it lasts and how it travels. */
export function HandedLink({ link, email }: HandedLinkProps) {
  const Icon = link.by_mail ? MailCheck : MessageSquareLock;
  return (
    <>
      <div className="flex items-center gap-1 rounded-s border border-line-strong bg-canvas pr-1 pl-2.5 has-[input:focus-visible]:border-accent has-[input:focus-visible]:outline-1 has-[input:focus-visible]:outline-accent">
        <input
          readOnly
          aria-label="Link to set a password"
          value={link.url}
          onFocus={(event) => event.currentTarget.select()}
          className="h-7.5 min-w-0 flex-1 truncate bg-transparent font-mono text-xs outline-none"
        />
        <CopyButton text={link.url} what="link" labelled />
      </div>
      <p className="mt-2 flex items-start gap-2 text-ink-2">
        <Icon aria-hidden size={15} strokeWidth={1.8} className="mt-0.5 text-ink-3" />
        <span>
          {link.by_mail ? (
            <>
              It is on its way to <b className="font-[550] wrap-anywhere text-ink">{email}</b> by mail as well.
            </>
          ) : (
            "This desk sends no mail: hand the link over yourself, by a way that only this person reads."
          )}{" "}
          It works once, until <Time value={link.expires_at} as="exact" />.
        </span>
      </p>
    </>
  );
}
