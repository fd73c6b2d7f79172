"use client";

import { BrokenPage, type BrokenProps } from "@/components/shell/broken-notice";

export default function ErrorScreen(props: BrokenProps) {
  return (
    <main className="flex min-h-dvh">
      <BrokenPage {...props} />
    </main>
  );
}
