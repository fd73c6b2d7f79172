import {
  CalendarClock,
  CircleAlert,
  CircleHelp,
  CopyX,
  MonitorX,
  PlugZap,
  ShieldX,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from "lucide-react";
import { ALERT_KINDS, type AlertKind } from "@/lib/domain/alerts/contract";

interface KindLook {
  readonly icon: LucideIcon;
  readonly word: string;
  /** When it is raised, for whoever chooses what goes along a route. */
  readonly when: string;
}

const LOOKS: Readonly<Record<AlertKind, KindLook>> = {
  "delivery.refused": {
    icon: ShieldX,
    word: "Held back by QC",
    when: "A film came with a QC report that does not say pass",
  },
  "delivery.failed": {
    icon: TriangleAlert,
    word: "Delivery failed",
    when: "A delivery was accepted and came to a bad end",
  },
  "copy.lost": { icon: CopyX, word: "Copy lost", when: "A stored copy is missing or has changed" },
  "assignment.failed": {
    icon: MonitorX,
    word: "Not published",
    when: "A video did not go out on a channel, and is not tried again by itself",
  },
  "assignment.unconfirmed": {
    icon: CircleHelp,
    word: "Unconfirmed",
    when: "A video was sent and nobody knows whether it went out",
  },
  "channel.needs_reconnecting": {
    icon: PlugZap,
    word: "Reconnect",
    when: "A platform no longer takes a channel's sign-in",
  },
  "channel.disabled": { icon: Unplug, word: "Switched off", when: "A receiver wants to hear nothing more" },
  "channel.expiring": { icon: CalendarClock, word: "Sign-in ends", when: "A channel's sign-in ends within a week" },
};

export const KIND_OPTIONS = ALERT_KINDS.map((value) => ({ value, word: LOOKS[value].word, when: LOOKS[value].when }));

/** A kind that a newer desk raised is told by its own name. */
export function lookOfKind(kind: string): KindLook {
  const known = ALERT_KINDS.find((one) => one === kind);
  return known ? LOOKS[known] : { icon: CircleAlert, word: kind, when: "" };
}
