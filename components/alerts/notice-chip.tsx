import { StateChip } from "@/components/ui/chip";
import type { Notice } from "@/lib/domain/alerts/contract";
import { relativeWords } from "@/components/ui/words";

type Standing = Pick<Notice, "state" | "attempts" | "due_at">;

/** How a notice fares along its route: `sent`, `failed`, or when it is sent. */
export function NoticeChip({ notice, now }: { readonly notice: Standing; readonly now: Date }) {
  if (notice.state === "sent") return <StateChip state="published">sent</StateChip>;
  if (notice.state === "failed") return <StateChip state="failed">not sent</StateChip>;
  return <StateChip state="queued">{waitingWords(notice, now)}</StateChip>;
}

function waitingWords({ attempts, due_at: due }: Standing, now: Date): string {
  if (due === null || new Date(due) <= now) return "on its way";
  return `${attempts > 0 ? "tried again" : "sent"} ${relativeWords(new Date(due), now)}`;
}
