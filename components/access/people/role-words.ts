import { Eye, ListVideo, ShieldCheck, type LucideIcon } from "lucide-react";
import type { Role } from "@/lib/core/caller";

interface RoleWords {
  readonly value: Role;
  readonly word: string;
  readonly icon: LucideIcon;
  /** What the role allows, for the person who hands it out. */
  readonly may: string;
}

/** The roles, from the one that may least. */
export const ROLE_OPTIONS: readonly RoleWords[] = [
  { value: "reviewer", word: "Reviewer", icon: Eye, may: "Sees, watches and downloads videos." },
  {
    value: "manager",
    word: "Manager",
    icon: ListVideo,
    may: "What a reviewer may, and delivers, retries, edits titles and hands out links.",
  },
  {
    value: "admin",
    word: "Admin",
    icon: ShieldCheck,
    may: "Everything, the people, the API keys and the audit trail included.",
  },
];

export function roleWords(role: Role): RoleWords {
  const words = ROLE_OPTIONS.find(({ value }) => value === role);
  if (!words) throw new Error(`No words for the role ${role}.`);
  return words;
}
