"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [keys: string, does: string])[] }[] =
  [
    {
      title: "Anywhere",
      keys: [
        ["/", "Search"],
        ["Ctrl K", "Go to a screen or a video (⌘ K on a Mac)"],
        ["?", "These keys"],
        ["Esc", "Close what is open"],
      ],
    },
    {
      title: "Board",
      keys: [
        ["← →", "From channel to channel"],
        ["↑ ↓", "From video to video"],
        ["J K", "Next and previous video"],
        ["Enter", "Open what has the focus"],
        ["R", "Retry it, when it failed"],
        ["N A", "Assign a video"],
      ],
    },
    {
      title: "Videos",
      keys: [
        ["J K", "Next and previous video"],
        ["Enter", "Open it"],
        ["R", "Retry it, when it failed"],
      ],
    },
    {
      title: "Channels",
      keys: [
        ["J K", "Next and previous channel"],
        ["Enter", "Open it"],
        ["N", "Connect another"],
      ],
    },
    {
      title: "People",
      keys: [
        ["J K", "Next and previous person"],
        ["Enter", "What can be done"],
      ],
    },
    {
      title: "Audit trail",
      keys: [
        ["J K", "Next and previous entry"],
        ["Enter", "All that is known of it"],
      ],
    },
    {
      title: "Player",
      keys: [
        ["Space K", "Play and pause"],
        ["← →", "Back and ahead 5 seconds"],
        ["J L", "Back and ahead 10 seconds"],
        ["0 … 9", "Jump to that tenth"],
        ["F", "Full screen"],
        ["M", "Mute"],
      ],
    },
  ];

export function KeysSheet({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" className="max-w-lg">
      <div className="grid gap-x-8 gap-y-4 wide:grid-cols-2">
        {GROUPS.map((group) => (
          <section key={group.title} className="last:wide:col-start-2 last:wide:row-span-2 last:wide:row-start-1">
            <h3 className="mb-1.5 text-2xs text-ink-3">{group.title}</h3>
            <dl className="space-y-1.5">
              {group.keys.map(([keys, does]) => (
                <div key={keys} className="flex gap-2.5">
                  <dt className="flex w-17 shrink-0 items-start gap-1 pt-px">
                    {keys
                      .split(" ")
                      .map((key) => (key === "…" ? <span key={key}>…</span> : <Kbd key={key}>{key}</Kbd>))}
                  </dt>
                  <dd className="text-ink-2">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
