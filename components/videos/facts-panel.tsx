import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Fact } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { bytesInWords, clock } from "@/components/ui/words";
import type { VideoWithVersions } from "@/lib/domain/videos/contract";
import { TitleEdit } from "./title-edit";
import { codecsInWords, framesInWords } from "./video-words";

/** What this video is. */
export function FactsPanel({ video }: { readonly video: VideoWithVersions }) {
  const { media } = video;
  return (
    <Panel title="Facts">
      <dl className="space-y-1.5 px-3.5 pb-3.5">
        <Fact name="Title">
          <TitleEdit video={video} />
        </Fact>
        <Fact name="Project">{video.project_id}</Fact>
        {media && (
          <>
            <Fact name="Runtime">
              {clock(media.duration_seconds)} · {media.width}×{media.height} · {framesInWords(media.frames_per_second)}
            </Fact>
            <Fact name="Codecs">{codecsInWords(media)}</Fact>
          </>
        )}
        {video.bytes !== null && <Fact name="Size">{bytesInWords(video.bytes)}</Fact>}
        <Fact name="Version">
          <Versions video={video} />
        </Fact>
        {video.tags.length > 0 && <Fact name="Tags">{video.tags.join(", ")}</Fact>}
        <Fact name="Checksum">
          <span className="flex items-start gap-1">
            <span className="min-w-0 font-mono text-xs leading-4.75 break-all text-ink-2">{video.checksum}</span>
            <span className="-my-0.75">
              <CopyButton text={video.checksum} what="checksum" />
            </span>
          </span>
        </Fact>
      </dl>
    </Panel>
  );
}

function Versions({ video }: { readonly video: VideoWithVersions }) {
  if (video.versions.length <= 1) return <>v{video.version}, the only one</>;
  return (
    <span className="-my-0.75 -ml-1 flex flex-wrap gap-x-1">
      {video.versions.map(({ id, version, is_current: isCurrent }) => {
        const word = `v${version}${isCurrent ? " (current)" : ""}`;
        return id === video.id ? (
          <b key={id} aria-current="page" className="px-1 leading-6 font-[570]">
            {word}
          </b>
        ) : (
          <Link
            key={id}
            href={`/desk/videos/${id}`}
            className="min-w-6 px-1 text-center leading-6 text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
          >
            {word}
          </Link>
        );
      })}
    </span>
  );
}
