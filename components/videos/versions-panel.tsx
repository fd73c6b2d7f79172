import { Columns2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { bytesInWords, clock } from "@/components/ui/words";
import type { VideoVersion, VideoWithVersions } from "@/lib/domain/videos/contract";
import { isPlayable, stateOf } from "./state-of";

/** All versions of a concept, newest first, with what tells them apart. Nothing where there is one. */
export function VersionsPanel({ video }: { readonly video: VideoWithVersions }) {
  if (video.versions.length < 2) return null;
  return (
    <Panel
      title="Versions"
      actions={
        <Button look="ghost" size="s" asChild>
          <Link href={compareHref(video)}>
            <Columns2 aria-hidden size={13} strokeWidth={1.8} />
            Compare
          </Link>
        </Button>
      }
    >
      <ul>
        {video.versions.map((version) => (
          <Version key={version.id} version={version} shown={version.id === video.id} />
        ))}
      </ul>
    </Panel>
  );
}

interface VersionProps {
  readonly version: VideoVersion;
  /** The one this page is about. */
  readonly shown: boolean;
}

function Version({ version, shown }: VersionProps) {
  const { id, version: number, is_current: isCurrent, created_at: at } = version;
  const name = (
    <>
      v{number}
      {isCurrent && <span className="font-normal text-ink-2"> current</span>}
    </>
  );
  return (
    <li className={cn("border-t first:border-t-0", shown && "bg-ink/4")}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3.5 py-2">
        {shown ? (
          <b aria-current="page" className="w-21 shrink-0 font-[570]">
            {name}
          </b>
        ) : (
          <Link
            href={`/desk/videos/${id}`}
            className="w-21 shrink-0 leading-6 font-[570] text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
          >
            {name}
          </Link>
        )}
        {isPlayable(version) ? (
          <span className="flex-1 text-ink-2">{whatDiffers(version)}</span>
        ) : (
          <span className="flex-1">
            <StateChip state={stateOf(version)} />
          </span>
        )}
        <Time value={at} className="text-ink-3" />
      </div>
    </li>
  );
}

/** `0:10 · 184.2 MB`. */
export const whatDiffers = ({ duration_seconds: seconds, bytes }: VideoVersion) =>
  [...(seconds === null ? [] : [clock(seconds)]), ...(bytes === null ? [] : [bytesInWords(bytes)])].join(" · ");

/** Where this version stands beside the current one, and the current one beside the one before. */
export function compareHref({ id, versions }: Pick<VideoWithVersions, "id" | "versions">): string {
  const other = otherVersion(id, versions);
  return `/desk/videos/${id}/compare${other ? `?with=${other.id}` : ""}`;
}

/** Whom a version is compared with when nobody says: the current one; for that one, the newest other that can be played. */
export function otherVersion(id: string, versions: readonly VideoVersion[]): VideoVersion | undefined {
  const others = versions.filter((version) => version.id !== id);
  return others.find(({ is_current: isCurrent }) => isCurrent) ?? others.find(isPlayable) ?? others[0];
}
