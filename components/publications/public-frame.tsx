import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";
import { Toaster } from "@/components/ui/toaster";

interface PublicFrameProps {
  /** The feed that it belongs to, and where it is listed. */
  readonly feed: { readonly name: string; readonly path: string };
  readonly children: ReactNode;
}

/** What everybody sees of the desk: a feed's name above, and nothing to sign in to. */
export function PublicFrame({ feed, children }: PublicFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b bg-surface">
        <div className="mx-auto flex h-12 w-full max-w-5xl items-center px-4">
          <Link href={feed.path} className="flex min-w-0 items-center gap-2.5 rounded-s font-semibold" dir="auto">
            <Mark />
            <span className="truncate">{feed.name}</span>
          </Link>
        </div>
      </header>
      <main className="mx-auto w-full max-w-5xl flex-1 px-4 py-5 wide:py-7">{children}</main>
      <footer className="mx-auto w-full max-w-5xl px-4 pb-6 text-sm text-ink-3">Published with Marquee</footer>
      <Toaster />
    </div>
  );
}
