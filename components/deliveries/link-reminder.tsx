"use client";

import { Bell, BellRing } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { countOf } from "@/components/ui/words";
import { HOUR } from "@/lib/core/time";
import type { Link, LinkReminder as Reminder } from "@/lib/domain/deliveries/contract";
import { useLinkReminder } from "./use-links";

/** How long before the end somebody may want to hear of it. The API takes any from 1 to 72. */
const HOURS = [1, 3, 12, 24, 48, 72] as const;

interface LinkReminderProps {
  readonly deliveryId: string;
  readonly link: Link;
  readonly canMail: boolean;
}

/** A mail to whoever is signed in, before the link ends. */
export function LinkReminder({ deliveryId, link, canMail }: LinkReminderProps) {
  const change = useLinkReminder(deliveryId, link.id);
  const now = useNow();
  const { reminder } = link;
  const end = new Date(link.effective_expires_at).getTime();
  const options = HOURS.filter((hours) => end - hours * HOUR > now.getTime()).map((hours) => ({
    value: String(hours),
    word: `${countOf(hours, "hour")} before`,
  }));
  if (!canMail && reminder === null) {
    return <p className="mt-1.5 text-sm text-ink-3">Mail is not set up on this desk, so it cannot remind you.</p>;
  }
  const pending = reminder !== null && reminder.sent_at === null;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-ink-2">
      {reminder && <ReminderLine reminder={reminder} />}
      {canMail && options.length > 0 && (
        <Menu
          trigger={
            <Button look="ghost" size="s" {...(reminder === null && { icon: Bell })} busy={change.isPending}>
              {reminder ? (pending ? "Change" : "Mail me again") : "Mail me before it ends"}
            </Button>
          }
        >
          <MenuChoice
            label="When the mail comes"
            value={pending ? String(reminder.hours_before) : null}
            options={options}
            onChange={(hours) => change.mutate(Number(hours))}
          />
        </Menu>
      )}
      {pending && (
        <Button look="ghost" size="s" busy={change.isPending} onClick={() => change.mutate(null)}>
          No mail
        </Button>
      )}
    </div>
  );
}

function ReminderLine({ reminder }: { readonly reminder: Reminder }) {
  const { sent_at: sentAt, due_at: dueAt, trouble } = reminder;
  if (trouble !== null) return <span className="text-failed">The mail to you did not go out: {trouble}</span>;
  return (
    <span className="flex items-center gap-1.5">
      <BellRing aria-hidden size={13} strokeWidth={1.8} className="shrink-0" />
      <span>
        {sentAt === null ? "A mail goes to you " : "A mail went to you "}
        <Time value={sentAt ?? dueAt} />
        {sentAt === null && `, ${countOf(reminder.hours_before, "hour")} before it ends`}
      </span>
    </span>
  );
}
