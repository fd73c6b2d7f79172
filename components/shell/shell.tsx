"use client";

import { useState, type ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { TooltipProvider } from "@/components/ui/tooltip";
import { useHotkeys } from "@/components/ui/use-hotkeys";
import { UploadsAfloat } from "@/components/uploads/uploads-afloat";
import { BottomNav } from "./bottom-nav";
import { KeysSheet } from "./keys-sheet";
import { Palette } from "./palette";
import { PersonProvider, type DeskPerson } from "./person";
import { QueryProvider } from "./query-provider";
import { SideNav } from "./side-nav";

/** The frame around every screen of the desk: navigation, keys, palette, toasts. */
export function Shell({ person, children }: { readonly person: DeskPerson; readonly children: ReactNode }) {
  return (
    <QueryProvider>
      <PersonProvider person={person}>
        <TooltipProvider delayDuration={350}>
          <Frame>{children}</Frame>
          <Toaster />
        </TooltipProvider>
      </PersonProvider>
    </QueryProvider>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  const [floating, setFloating] = useState<"palette" | "keys" | null>(null);
  useHotkeys({
    "mod+k": () => setFloating((now) => (now === "palette" ? null : "palette")),
    "?": () => setFloating("keys"),
    "/": () => {
      const search = document.querySelector<HTMLInputElement>("input[data-search]");
      if (search === null) setFloating("palette");
      else search.select();
    },
  });
  const show = (what: "palette" | "keys") => (open: boolean) => setFloating(open ? what : null);
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-s bg-ink px-3 py-1.5 text-ink-on focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="wide:grid wide:grid-cols-[13.5rem_minmax(0,1fr)]">
        <SideNav />
        <main id="content" tabIndex={-1} className="flex min-h-dvh min-w-0 flex-col pb-14 outline-none wide:pb-0">
          {children}
        </main>
      </div>
      <UploadsAfloat />
      <BottomNav onSearch={() => setFloating("palette")} />
      <Palette open={floating === "palette"} onOpenChange={show("palette")} onKeys={() => setFloating("keys")} />
      <KeysSheet open={floating === "keys"} onOpenChange={show("keys")} />
    </>
  );
}
