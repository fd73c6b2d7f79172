import { Diff } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { StateChip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { bytesInWords, clock } from "@/components/ui/words";
import type { Video } from "@/lib/domain/videos/contract";
import { stateOf } from "./state-of";
import { codecsInWords, framesInWords } from "./video-words";

interface CompareFactsProps {
  readonly left: Video;
  readonly right: Video;
}

interface Row {
  readonly name: string;
  /** What is compared, and how it is shown. */
  readonly of: (video: Video) => string;
  readonly shown?: (video: Video) => ReactNode;
}

const NONE = "not known yet";

const ROWS: readonly Row[] = [
  { name: "State", of: stateOf, shown: (video) => <StateChip state={stateOf(video)} /> },
  { name: "Title", of: ({ title }) => title },
  { name: "Delivered", of: ({ created_at: at }) => at, shown: ({ created_at: at }) => <Time value={at} as="exact" /> },
  {
    name: "Runtime",
    of: ({ media }) => String(media?.duration_seconds),
    shown: ({ media }) => (media ? `${clock(media.duration_seconds)} (${media.duration_seconds.toFixed(2)} s)` : NONE),
  },
  { name: "Picture", of: ({ media }) => (media ? `${media.width}×${media.height}` : NONE) },
  { name: "Frames", of: ({ media }) => (media ? framesInWords(media.frames_per_second) : NONE) },
  { name: "Codecs", of: ({ media }) => (media ? codecsInWords(media) : NONE) },
  {
    name: "Size",
    of: ({ bytes }) => String(bytes),
    shown: ({ bytes }) => (bytes === null ? NONE : `${bytesInWords(bytes)} (${bytes.toLocaleString("en")} bytes)`),
  },
  { name: "Tags", of: ({ tags }) => (tags.length === 0 ? "none" : tags.join(", ")) },
  {
    name: "Checksum",
    of: ({ checksum }) => checksum,
    shown: ({ checksum }) => <code className="font-mono text-xs break-all">{checksum}</code>,
  },
];

/** What the desk knows of both, line by line; where they differ, the line says so. */
export function CompareFacts({ left, right }: CompareFactsProps) {
  const differing = ROWS.filter(({ of }) => of(left) !== of(right)).length;
  return (
    <Panel
      title="Facts"
      actions={
        <span className="pr-1.5 text-ink-2">
          {differing} of {ROWS.length} differ
        </span>
      }
    >
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr>
            <th scope="col" className="w-27 py-1.5 pl-3.5 text-left text-xs font-[520] text-ink-3 wide:w-32">
              Fact
            </th>
            {[left, right].map((video) => (
              <th key={video.id} scope="col" className="px-2 py-1.5 text-left font-[570]">
                <Link
                  href={`/desk/videos/${video.id}`}
                  className="text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
                >
                  v{video.version}
                </Link>
                {video.is_current && <span className="font-normal text-ink-2"> current</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <FactRow key={row.name} row={row} left={left} right={right} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function FactRow({ row: { name, of, shown = of }, left, right }: CompareFactsProps & { readonly row: Row }) {
  const differs = of(left) !== of(right);
  const cell = cn("border-t px-2 py-1.75 align-top wrap-anywhere", !differs && "text-ink-2");
  return (
    <tr className={cn(differs && "bg-unconfirmed-soft/45")}>
      <th scope="row" className="border-t py-1.75 pl-3.5 text-left align-top font-normal text-ink-3">
        <span className="inline-flex items-center gap-1">
          {name}
          {differs && <Diff aria-label="differs" size={13} strokeWidth={2} className="text-unconfirmed" />}
        </span>
      </th>
      <td className={cell}>{shown(left)}</td>
      <td className={cell}>{shown(right)}</td>
    </tr>
  );
}
