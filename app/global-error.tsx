"use client";

import "@fontsource-variable/inter";
import "./globals.css";
import { BrokenNotice, type BrokenProps } from "@/components/shell/broken-notice";

/** Stands in for everything when the outermost frame itself breaks: brings its own page and its own look. */
export default function GlobalError({ error }: BrokenProps) {
  return (
    <html lang="en">
      <head>
        <title>This page could not be drawn · Marquee</title>
      </head>
      <body>
        <main className="flex min-h-dvh">
          <BrokenNotice error={error} onRetry={() => window.location.reload()} />
        </main>
      </body>
    </html>
  );
}
