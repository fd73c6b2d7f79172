import { History } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { VideoWithVersions } from "@/lib/domain/videos/contract";
import { compareHref } from "./versions-panel";

/** Says on an older version that another one is current, and leads there. Nothing on the current one. */
export function VersionsNotice({ video }: { readonly video: VideoWithVersions }) {
  const current = video.versions.find(({ is_current: isCurrent }) => isCurrent);
  if (video.is_current || !current) return null;
  const older = current.version > video.version;
  return (
    <aside
      aria-label="Another version is current"
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-m bg-scheduled-soft px-3 py-2.25 text-scheduled wide:mx-5"
    >
      <History aria-hidden size={16} strokeWidth={1.8} />
      <p className="min-w-0 flex-1 basis-60">
        <b className="font-semibold">v{current.version} is current.</b>{" "}
        {older ? (
          <>
            You are looking at v{video.version}, delivered <Time value={video.created_at} />. It stays here, to watch
            and to download.
          </>
        ) : (
          <>v{video.version} takes its place once it is published.</>
        )}
      </p>
      <Button size="s" asChild>
        <Link href={compareHref(video)}>Compare</Link>
      </Button>
      <Button size="s" asChild>
        <Link href={`/desk/videos/${current.id}`}>Open v{current.version}</Link>
      </Button>
    </aside>
  );
}
