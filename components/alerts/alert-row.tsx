"use client";

import { Mail, Webhook } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { withShortHashes } from "@/components/ui/words";
import type { Alert, Notice } from "@/lib/domain/alerts/contract";
import { lookOfKind } from "./kind-words";
import { NoticeChip } from "./notice-chip";

/** One alert: what happened, what to do, and how word of it went out. */
export function AlertRow({ alert, fresh }: { readonly alert: Alert; readonly fresh: boolean }) {
  const { icon: Icon, word } = lookOfKind(alert.kind);
  const href = placeOf(alert);
  return (
    <li className="flex gap-3 border-b px-4 py-3 wide:px-5">
      <span
        className={cn(
          "mt-0.5 grid size-7 shrink-0 place-items-center rounded-full",
          fresh ? "bg-failed-soft text-failed" : "bg-ink/6 text-ink-3",
        )}
      >
        <Icon aria-hidden size={15} strokeWidth={1.8} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-[570] wrap-anywhere">
          {fresh && <span className="mr-1.5 text-xs font-[600] text-failed">New</span>}
          {href === null ? (
            alert.title
          ) : (
            <Link href={href} className="underline decoration-line-strong underline-offset-2 hover:decoration-ink">
              {alert.title}
            </Link>
          )}
        </h2>
        <p className="mt-0.5 max-w-3xl wrap-anywhere text-ink-2">{withShortHashes(alert.detail)}</p>
        <p className="mt-1 flex flex-wrap items-center gap-x-1.5 text-sm text-ink-3">
          {word} · <Time value={alert.at} /> <span className="max-wide:hidden">·</span>
          <Time value={alert.at} as="exact" className="max-wide:hidden" />
        </p>
        {alert.notices.length > 0 && (
          <ul aria-label="How word of it went out" className="mt-2 space-y-1">
            {alert.notices.map((notice) => (
              <NoticeLine key={notice.route_id} notice={notice} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** Where somebody looks further: the video's page or, of what is a channel's trouble, the channel's. */
function placeOf({ video_id: videoId, subject }: Alert): string | null {
  if (videoId !== null) return `/desk/videos/${videoId}`;
  return subject.startsWith("channel:") ? `/desk/channels/${subject.slice("channel:".length)}` : null;
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const now = useNow();
  const Way = notice.way === "email" ? Mail : Webhook;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-ink-2">
      <Way aria-hidden size={13} strokeWidth={1.8} className="shrink-0 text-ink-3" />
      <span className="max-w-60 truncate">{notice.route_name}</span>
      <NoticeChip notice={notice} now={now} />
      {notice.trouble !== null && <span className="wrap-anywhere text-ink-3">{notice.trouble}</span>}
    </li>
  );
}
