import { Mark } from "@/components/ui/mark";
import { CopyButton } from "@/components/ui/copy-button";
import { bytesInWords, clock, exactWords } from "@/components/ui/words";
import { codecsInWords, framesInWords } from "@/components/videos/video-words";
import type { Proof } from "@/lib/domain/proof/contract";
import { ProofFacts } from "./proof-facts";

/** Which film it is, and what was found about the delivery that speaks for it. */
export function ProofSummary({ proof }: { readonly proof: Proof }) {
  const { video } = proof;
  const [speaker] = proof.deliveries;
  const version = `v${video.version}${video.is_current ? ", current" : ""}`;
  return (
    <section aria-labelledby="proof-title" className="rounded-l border bg-surface p-4 wide:p-6">
      <p className="mb-3 flex items-center gap-2 text-sm text-ink-3">
        <Mark />
        <span suppressHydrationWarning>
          As of {exactWords(new Date(proof.generated_at))}, at {proof.desk.replace(/^https?:\/\//, "")}
        </span>
      </p>
      <h2 id="proof-title" className="text-xl font-[640] tracking-[-0.015em] wrap-anywhere">
        {video.title}
      </h2>
      <p className="mt-0.5 wrap-anywhere text-ink-2">
        {[video.project_id, version, video.id].join(" · ")}
        {video.media && (
          <>
            <br />
            {clock(video.media.duration_seconds)} · {video.media.width}×{video.media.height} ·{" "}
            {framesInWords(video.media.frames_per_second)} · {codecsInWords(video.media)}
            {video.bytes !== null && ` · ${bytesInWords(video.bytes)} (${video.bytes.toLocaleString("en")} bytes)`}
          </>
        )}
      </p>
      {speaker && (
        <ul className="mt-5 grid gap-x-6 gap-y-4 wide:grid-cols-2">
          <ProofFacts delivery={speaker} maxHours={proof.link_max_hours} />
        </ul>
      )}
      <div className="mt-5 flex items-center gap-1 rounded-m bg-sunken py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 font-mono text-xs break-all">{video.checksum}</code>
        <span data-screen-only>
          <CopyButton text={video.checksum} what="hash" />
        </span>
      </div>
    </section>
  );
}
