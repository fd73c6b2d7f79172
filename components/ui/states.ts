import {
  Ban,
  Check,
  CircleAlert,
  CircleDashed,
  CirclePause,
  CircleQuestionMark,
  Clock,
  FileX,
  FingerprintPattern,
  Hourglass,
  Link2,
  LoaderCircle,
  Lock,
  Mail,
  RefreshCw,
  Timer,
  Trash2,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from "lucide-react";

/** Every state the desk shows: one hue, one icon, one word, wherever it appears. */
export const STATES = {
  assigned: { word: "assigned", icon: CircleDashed, hue: "bg-assigned-soft text-assigned", moving: false },
  scheduled: { word: "scheduled", icon: Clock, hue: "bg-scheduled-soft text-scheduled", moving: false },
  publishing: { word: "publishing", icon: LoaderCircle, hue: "bg-publishing-soft text-publishing", moving: true },
  unconfirmed: {
    word: "unconfirmed",
    icon: CircleQuestionMark,
    hue: "bg-unconfirmed-soft text-unconfirmed",
    moving: false,
  },
  cancelled: { word: "cancelled", icon: Ban, hue: "bg-cancelled-soft text-cancelled", moving: false },
  queued: { word: "queued", icon: CircleDashed, hue: "bg-assigned-soft text-assigned", moving: false },
  fetching: { word: "fetching", icon: LoaderCircle, hue: "bg-publishing-soft text-publishing", moving: true },
  verifying: { word: "verifying", icon: FingerprintPattern, hue: "bg-scheduled-soft text-scheduled", moving: false },
  published: { word: "published", icon: Check, hue: "bg-published-soft text-published", moving: false },
  failed: { word: "failed", icon: TriangleAlert, hue: "bg-failed-soft text-failed", moving: false },
  lost: { word: "lost", icon: FileX, hue: "bg-failed-soft text-failed", moving: false },
  active: { word: "active", icon: Check, hue: "bg-published-soft text-published", moving: false },
  invited: { word: "invited", icon: Mail, hue: "bg-scheduled-soft text-scheduled", moving: false },
  good: { word: "good", icon: Check, hue: "bg-published-soft text-published", moving: false },
  attention: { word: "look at it", icon: CircleAlert, hue: "bg-unconfirmed-soft text-unconfirmed", moving: false },
  broken: { word: "broken", icon: Unplug, hue: "bg-failed-soft text-failed", moving: false },
  resting: { word: "resting", icon: CirclePause, hue: "bg-cancelled-soft text-cancelled", moving: false },
  disabled: { word: "disabled", icon: Ban, hue: "bg-cancelled-soft text-cancelled", moving: false },
  expiring: { word: "expires soon", icon: Hourglass, hue: "bg-unconfirmed-soft text-unconfirmed", moving: false },
  rotating: { word: "rotating", icon: RefreshCw, hue: "bg-scheduled-soft text-scheduled", moving: false },
  revoked: { word: "revoked", icon: Ban, hue: "bg-cancelled-soft text-cancelled", moving: false },
  expired: { word: "expired", icon: CircleDashed, hue: "bg-cancelled-soft text-cancelled", moving: false },
  waiting: { word: "waiting", icon: Hourglass, hue: "bg-assigned-soft text-assigned", moving: false },
  due: { word: "due", icon: Timer, hue: "bg-unconfirmed-soft text-unconfirmed", moving: false },
  held: { word: "held", icon: Lock, hue: "bg-scheduled-soft text-scheduled", moving: false },
  needed: { word: "still needed", icon: Link2, hue: "bg-publishing-soft text-publishing", moving: false },
  dropped: { word: "deleted", icon: Trash2, hue: "bg-cancelled-soft text-cancelled", moving: false },
} as const satisfies Readonly<Record<string, StateLook>>;

export type StateName = keyof typeof STATES;

interface StateLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly hue: string;
  /** Whether its icon turns, because work is under way. */
  readonly moving: boolean;
}
