"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";

interface ErrorScreenProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** What is left when a page breaks: what happened, and the way out. Details stay in the server's log. */
export default function ErrorScreen({ error, reset }: ErrorScreenProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div role="alert" className="max-w-sm text-center">
        <Mark className="mx-auto mb-5 size-7" />
        <h1 className="text-xl font-[640] tracking-[-0.015em]">This page could not be drawn</h1>
        <p className="mt-1 mb-5 text-ink-2">
          Something broke on our side. Try again; if it stays like this, tell whoever runs the desk
          {error.digest !== undefined && (
            <>
              {" "}
              and name <code className="font-mono text-xs">{error.digest}</code>
            </>
          )}
          .
        </p>
        <Button icon={RotateCw} onClick={reset}>
          Try again
        </Button>
      </div>
    </main>
  );
}
