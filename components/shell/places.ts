import { Clapperboard, Settings, type LucideIcon } from "lucide-react";

export interface Place {
  readonly href: string;
  readonly word: string;
  readonly icon: LucideIcon;
}

/** Where the desk's navigation leads: every screen that exists, and no other. */
export const PLACES: readonly Place[] = [{ href: "/desk/videos", word: "Videos", icon: Clapperboard }];

export const SETTINGS: Place = { href: "/desk/settings", word: "Settings", icon: Settings };

export function isHere(place: Place, pathname: string): boolean {
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}
