import Link from "next/link";
import type { ReactNode } from "react";
import { RetryButton } from "@/components/deliveries/retry-button";
import { TransferBar } from "@/components/deliveries/transfer-bar";
import { StateChip } from "@/components/ui/chip";
import { Skeleton } from "@/components/ui/skeleton";
import { ROOMY, Table, Td, Th, WIDE } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { bytesInWords, clock } from "@/components/ui/words";
import { inFlight } from "@/lib/domain/deliveries/lifecycle";
import type { Video } from "@/lib/domain/videos/contract";
import { Poster } from "./poster";
import { stateOf } from "./state-of";
import { failureInWords, resolutionInWords } from "./video-words";

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <Table>
      <thead>
        <tr>
          <Th className="top-13.5 pl-4 max-wide:static wide:pl-5">Video</Th>
          <Th className={`top-13.5 max-wide:static ${ROOMY}`}>Project</Th>
          <Th className={`top-13.5 max-wide:static ${WIDE}`}>State</Th>
          <Th className={`top-13.5 max-wide:static ${WIDE}`}>Version</Th>
          <Th className={`top-13.5 text-right max-wide:static ${WIDE}`}>Length</Th>
          <Th className={`top-13.5 text-right max-wide:static ${ROOMY}`}>Size</Th>
          <Th className={`top-13.5 pr-5 text-right max-wide:static ${WIDE}`}>Delivered</Th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  );
}

export function VideoTable({ videos }: { readonly videos: readonly Video[] }) {
  return (
    <Frame>
      {videos.map((video) => (
        <VideoRow key={video.id} video={video} />
      ))}
    </Frame>
  );
}

function VideoRow({ video }: { readonly video: Video }) {
  return (
    <tr
      data-row
      className="group relative scroll-mt-24 scroll-mb-16 outline-2 -outline-offset-2 outline-transparent transition-colors duration-120 hover:bg-ink/3 has-[a[data-open]:focus-visible]:bg-accent-soft has-[a[data-open]:focus-visible]:outline-accent"
    >
      <Td className="pl-4 wide:pl-5">
        <span className="flex min-w-0 items-center gap-3">
          <Poster video={video} className="w-16 shrink-0 rounded-s" />
          <span className="min-w-0">
            <Link
              href={`/desk/videos/${video.id}`}
              data-open
              className="line-clamp-2 font-[570] outline-none after:absolute after:inset-0 wide:line-clamp-1"
            >
              {video.title}
            </Link>
            <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 wide:hidden">
              <StateChip state={stateOf(video)} />
              <span>
                v{video.version}
                {video.media && ` · ${clock(video.media.duration_seconds)}`}
              </span>
              <Time value={video.available_at ?? video.created_at} className="text-ink-3" />
            </span>
            <Trouble video={video} />
          </span>
        </span>
      </Td>
      <Td className={`text-ink-2 ${ROOMY}`}>{video.project_id}</Td>
      <Td className={WIDE}>
        <StateChip state={stateOf(video)} />
      </Td>
      <Td className={`whitespace-nowrap text-ink-2 ${WIDE}`}>
        v{video.version}
        {video.media && <span className="text-ink-3"> · {resolutionInWords(video.media)}</span>}
      </Td>
      <Td className={`text-right text-ink-2 tabular-nums ${WIDE}`}>
        {video.media ? clock(video.media.duration_seconds) : "—"}
      </Td>
      <Td className={`text-right whitespace-nowrap text-ink-2 tabular-nums ${ROOMY}`}>
        {video.bytes === null ? "—" : bytesInWords(video.bytes)}
      </Td>
      <Td className={`pr-5 text-right whitespace-nowrap text-ink-2 ${WIDE}`}>
        {video.available_at === null ? "not yet" : <Time value={video.available_at} className="relative" />}
      </Td>
    </tr>
  );
}

/** Under the title: how far it is, or why it went no further and the way out. */
function Trouble({ video }: { readonly video: Video }) {
  if (inFlight(video.status)) return <TransferBar deliveryId={video.delivery_id} className="mt-1 w-56 max-w-full" />;
  if (video.status !== "failed") return null;
  return (
    <span className="mt-1 flex items-center gap-2 text-sm text-failed">
      <span className="line-clamp-2 wide:line-clamp-1">{failureInWords(video)}</span>
      <RetryButton deliveryId={video.delivery_id} status={video.status} className="relative z-10" />
    </span>
  );
}

export function VideoTableSkeleton() {
  return (
    <Frame>
      {Array.from({ length: 10 }, (_, at) => (
        <tr key={at}>
          <Td className="pl-4 wide:pl-5">
            <span className="flex items-center gap-3">
              <Skeleton className="h-9 w-16 rounded-s" />
              <Skeleton className="h-3.5 w-48" />
            </span>
          </Td>
          <Td className={ROOMY}>
            <Skeleton className="h-3.5 w-20" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-[21px] w-20 rounded-full" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-3.5 w-16" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="ml-auto h-3.5 w-9" />
          </Td>
          <Td className={ROOMY}>
            <Skeleton className="ml-auto h-3.5 w-14" />
          </Td>
          <Td className={`pr-5 ${WIDE}`}>
            <Skeleton className="ml-auto h-3.5 w-16" />
          </Td>
        </tr>
      ))}
    </Frame>
  );
}
