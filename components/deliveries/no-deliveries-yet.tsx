"use client";

import { Clapperboard } from "lucide-react";
import { useMay } from "@/components/shell/person";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";

/** The desk before its first video: how one gets here. */
export function NoDeliveriesYet() {
  const mayDeliver = useMay("deliveries:write");
  const command = curl(window.location.origin);
  return (
    <EmptyState icon={Clapperboard} title="No videos yet.">
      <p>
        A post-production service delivers each approved MP4 over the API, and it appears here.
        {mayDeliver && " Press Deliver, or send one from a terminal:"}
      </p>
      {mayDeliver && (
        <div className="w-full rounded-m border bg-sunken text-left">
          <pre className="p-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap text-ink-2">{command}</pre>
          <div className="flex justify-end border-t p-1.5">
            <CopyButton text={command} what="command" labelled />
          </div>
        </div>
      )}
    </EmptyState>
  );
}

function curl(origin: string): string {
  return `curl ${origin}/api/v1/deliveries \\
  -H "Authorization: Bearer $MARQUEE_KEY" -H "Content-Type: application/json" \\
  -d '{
    "project_id": "spring-launch",
    "final_edit": {
      "video_url": "https://example.org/final.mp4",
      "duration_seconds": 9.7,
      "checksum": "sha256:…"
    },
    "qc_report": { "status": "pass" }
  }'`;
}
