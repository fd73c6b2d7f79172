"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "./notice";

export interface BrokenProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** One page broke; what stands around it, if anything, still works. */
export function BrokenPage({ error, reset }: BrokenProps) {
  const router = useRouter();
  // Asks the server again before drawing: `reset` alone would draw the same answer, and break the same way.
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <BrokenNotice error={error} onRetry={again} />;
}

/** What is left when a page breaks: what happened, the reference, and the ways out. Details stay in the server's log. */
export function BrokenNotice({
  error,
  onRetry,
}: {
  readonly error: BrokenProps["error"];
  readonly onRetry: () => void;
}) {
  return (
    <Notice
      alert
      title="This page could not be drawn"
      actions={
        <>
          <Button look="primary" icon={RotateCw} onClick={onRetry}>
            Try again
          </Button>
          {/* A whole new page, in case what broke is what draws the next one. */}
          <Button onClick={() => window.location.assign("/desk/videos")}>To the desk</Button>
        </>
      }
    >
      Something broke on our side. Try again; if it stays like this, tell whoever runs the desk
      {error.digest !== undefined && (
        <>
          {" "}
          and name <code className="font-mono text-xs">{error.digest}</code>
        </>
      )}
      .
    </Notice>
  );
}
