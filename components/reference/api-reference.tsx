"use client";

import { useEffect, useRef, useState } from "react";
import { currentTheme } from "@/components/shell/theme";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";

/** What the renderer's script leaves on the page once it has loaded. */
interface Renderer {
  createApiReference(place: HTMLElement, options: Readonly<Record<string, unknown>>): { destroy(): void };
}
declare global {
  // oxlint-disable-next-line no-var -- a global that a script declares is a var
  var Scalar: Renderer | undefined;
}

/** The API's description, drawn by a renderer that the desk serves itself. It asks nobody but the desk. */
export function ApiReference() {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");

  useEffect(() => {
    let drawn: { destroy(): void } | undefined;
    let left = false;
    const script = document.createElement("script");
    script.src = "/reference/renderer.js";
    script.addEventListener("load", () => {
      if (left) return;
      if (!place.current || !globalThis.Scalar) return setState("failed");
      drawn = globalThis.Scalar.createApiReference(place.current, optionsFor(isDark()));
      setState("shown");
    });
    script.addEventListener("error", () => !left && setState("failed"));
    document.head.append(script);
    return () => {
      left = true;
      drawn?.destroy();
      script.remove();
    };
  }, []);

  return (
    <>
      {state === "loading" && (
        <div aria-busy="true" aria-label="The reference is loading" className="mx-auto max-w-3xl space-y-4 p-8">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      )}
      {state === "failed" && (
        <div className="mx-auto max-w-3xl p-8">
          <ProblemState
            title="The reference could not be drawn."
            reason="The same description stands at /api/openapi.json."
            onRetry={() => window.location.reload()}
          />
        </div>
      )}
      <div ref={place} />
    </>
  );
}

function isDark(): boolean {
  const theme = currentTheme();
  return theme === "dark" || (theme === "system" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

/** Everything the renderer could ask of others is off: its fonts, its proxy, its assistants, its telemetry. */
function optionsFor(dark: boolean): Readonly<Record<string, unknown>> {
  return {
    url: "/api/openapi.json",
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    hideTestRequestButton: true,
    showDeveloperTools: "never",
    hideDarkModeToggle: true,
    forceDarkModeState: dark ? "dark" : "light",
    theme: "none",
    defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
    hiddenClients: true,
    customCss: LOOK,
  };
}

/** The house's colours and letters in the renderer's own words. */
const LOOK = `
  .light-mode, .dark-mode {
    --scalar-font: var(--font-sans);
    --scalar-font-code: var(--font-mono);
    --scalar-color-1: var(--color-ink);
    --scalar-color-2: var(--color-ink-2);
    --scalar-color-3: var(--color-ink-3);
    --scalar-color-accent: var(--color-accent);
    --scalar-background-1: var(--color-canvas);
    --scalar-background-2: var(--color-surface);
    --scalar-background-3: var(--color-sunken);
    --scalar-background-accent: var(--color-accent-soft);
    --scalar-border-color: var(--color-line);
    --scalar-color-green: var(--color-published);
    --scalar-color-red: var(--color-failed);
    --scalar-color-yellow: var(--color-unconfirmed);
    --scalar-color-blue: var(--color-scheduled);
    --scalar-color-orange: var(--color-unconfirmed);
    --scalar-color-purple: var(--color-publishing);
    --scalar-button-1: var(--color-ink);
    --scalar-button-1-color: var(--color-ink-on);
    --scalar-button-1-hover: var(--color-ink-2);
    --scalar-radius: 5px;
    --scalar-radius-lg: 8px;
    --scalar-radius-xl: 12px;
    --scalar-sidebar-background-1: var(--color-sunken);
    --scalar-sidebar-color-1: var(--color-ink);
    --scalar-sidebar-color-2: var(--color-ink-2);
    --scalar-sidebar-border-color: var(--color-line);
    --scalar-sidebar-item-hover-background: var(--color-surface);
    --scalar-sidebar-item-active-background: var(--color-surface);
    --scalar-sidebar-color-active: var(--color-ink);
  }
`;
