import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";

interface DoorFrameProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** The panel in which strangers are met: to sign in, or to find a way to. */
export function DoorFrame({ title, lead, children }: DoorFrameProps) {
  return (
    <main className="relative grid min-h-dvh place-items-center px-4 py-10">
      <div aria-hidden className="absolute inset-0 bulb-ground" />
      <div className="relative w-full max-w-86 rounded-l border bg-surface p-6 shadow-2">
        <Mark className="mb-5 size-7" />
        <h1 className="text-xl font-[640] tracking-[-0.015em]">{title}</h1>
        {lead !== undefined && <p className="mt-0.5 text-ink-2">{lead}</p>}
        <div className="mt-5">{children}</div>
      </div>
    </main>
  );
}
