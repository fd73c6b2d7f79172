import {
  Antenna,
  ArchiveRestore,
  Bell,
  BellRing,
  Clapperboard,
  HardDrive,
  Info,
  LayoutGrid,
  KeyRound,
  ScrollText,
  Settings,
  UserRound,
  UsersRound,
  type LucideIcon,
} from "lucide-react";
import type { Scope } from "@/lib/core/caller";
import { usePerson } from "./person";

export interface Place {
  readonly href: string;
  readonly word: string;
  readonly icon: LucideIcon;
  /** The right without which it is not shown; the place itself asks again. */
  readonly needs?: Scope;
}

export const AUDIT: Place = { href: "/desk/audit", word: "Audit", icon: ScrollText, needs: "audit:read" };

/** Shown with how many of them are new. */
export const ALERTS: Place = { href: "/desk/alerts", word: "Alerts", icon: Bell, needs: "deliveries:read" };

/** Shown with how many assignments wait for somebody. */
export const BOARD: Place = { href: "/desk/board", word: "Board", icon: LayoutGrid, needs: "assignments:read" };

/** Where the desk's navigation leads: every screen that exists, and no other. */
const PLACES: readonly Place[] = [
  BOARD,
  { href: "/desk/videos", word: "Videos", icon: Clapperboard },
  { href: "/desk/channels", word: "Channels", icon: Antenna, needs: "channels:read" },
  ALERTS,
  AUDIT,
];

export const SETTINGS: Place = { href: "/desk/settings", word: "Settings", icon: Settings };

/** The pages of the settings, in the order of their navigation. */
const SETTINGS_PLACES: readonly Place[] = [
  { href: "/desk/settings/account", word: "Account", icon: UserRound },
  { href: "/desk/settings/people", word: "People", icon: UsersRound, needs: "people:manage" },
  { href: "/desk/settings/keys", word: "API keys", icon: KeyRound, needs: "keys:manage" },
  { href: "/desk/settings/storage", word: "Storage", icon: HardDrive, needs: "storage:manage" },
  { href: "/desk/settings/staging", word: "Staging copies", icon: ArchiveRestore, needs: "deliveries:read" },
  { href: "/desk/settings/alerts", word: "Alert routes", icon: BellRing, needs: "alerts:manage" },
  { ...AUDIT, word: "Audit trail" },
  { href: "/desk/settings/about", word: "About this desk", icon: Info, needs: "people:manage" },
];

/** The places that the person who is signed in may see. */
export function usePlaces(): readonly Place[] {
  return useAllowed(PLACES);
}

export function useSettingsPlaces(): readonly Place[] {
  return useAllowed(SETTINGS_PLACES);
}

function useAllowed(places: readonly Place[]): readonly Place[] {
  const { scopes } = usePerson();
  return places.filter(({ needs }) => needs === undefined || scopes.includes(needs));
}

export function isHere(place: Place, pathname: string): boolean {
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}
