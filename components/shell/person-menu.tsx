"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { signOut } from "@/components/access/sign-in/sign-in";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/ui/menu";
import { usePerson } from "./person";
import { applyTheme, currentTheme, type Theme } from "./theme";

const THEME_OPTIONS = [
  { value: "system", word: "As the system", icon: Monitor },
  { value: "light", word: "Light", icon: Sun },
  { value: "dark", word: "Dark", icon: Moon },
] as const satisfies readonly { value: Theme; word: string; icon: typeof Sun }[];

/** Who is signed in; behind it the theme and the way out. */
export function PersonMenu({ compact = false }: { readonly compact?: boolean }) {
  const person = usePerson();
  const initial = person.name.trim().charAt(0).toUpperCase() || "?";
  const badge = (
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-full bg-line-strong text-[0.625rem] font-semibold text-ink"
    >
      {initial}
    </span>
  );
  const trigger = compact ? (
    <button
      type="button"
      aria-label={`${person.name}, ${person.role}`}
      className="flex h-full flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-ink-2 -outline-offset-2"
    >
      {badge}
      You
    </button>
  ) : (
    <button
      type="button"
      className="group flex min-w-0 flex-1 items-center gap-2 rounded-s px-2 py-1.25 text-left transition-colors duration-120 hover:bg-ink/5"
    >
      {badge}
      <span className="min-w-0 flex-1">
        <span className="block truncate leading-4 text-ink">{person.name}</span>
        <span className="block truncate text-2xs leading-3.5 text-ink-3">{person.role}</span>
      </span>
      <ChevronsUpDown aria-hidden size={13} className="text-ink-3" />
    </button>
  );
  return (
    <Menu trigger={trigger} side="top" align={compact ? "end" : "start"} className="w-52">
      <p className="truncate px-2 pt-1.5 pb-1 text-sm text-ink-2">{person.email}</p>
      <MenuLine />
      <ThemeChoice />
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

/** Drawn when the menu opens, so it reads the theme the page wears by then. */
function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  return (
    <MenuChoice
      label="Theme"
      value={theme}
      options={THEME_OPTIONS}
      onChange={(next) => {
        setTheme(next);
        applyTheme(next);
      }}
    />
  );
}

async function leave(): Promise<void> {
  const left = await signOut();
  if (left) window.location.assign("/sign-in");
  else toast.error("You are still signed in: the desk did not answer. Try again.");
}
