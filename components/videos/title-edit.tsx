"use client";

import { Pencil } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Video } from "@/lib/domain/videos/contract";
import { useEditTitle } from "./use-videos";

/** The title where it stands; for those who may, a pencil turns it into a field. Enter keeps, Escape forgets. */
export function TitleEdit({ video }: { readonly video: Video }) {
  const may = useMay("videos:write");
  const edit = useEditTitle(video.id);
  // With the revision that was on the screen when the editing began.
  const [draft, setDraft] = useState<{ title: string; revision: number } | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const title = draft?.title.trim() ?? "";
    setDraft(null);
    if (draft && title !== "" && title !== video.title) edit.mutate({ title, revision: draft.revision });
  }

  if (draft === null) {
    return (
      <span className="flex items-start gap-1">
        <span className="min-w-0 wrap-anywhere">{video.title}</span>
        {may && (
          <Button
            look="ghost"
            size="icon-s"
            aria-label="Edit the title"
            title="Edit the title"
            className="-my-0.75"
            onClick={() => setDraft({ title: video.title, revision: video.revision })}
          >
            <Pencil aria-hidden size={13} strokeWidth={1.8} />
          </Button>
        )}
      </span>
    );
  }
  return (
    <form onSubmit={submit} className="space-y-1.5">
      <Input
        aria-label="Title"
        value={draft.title}
        maxLength={300}
        ref={selectAll}
        onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "Escape") setDraft(null);
        }}
      />
      <span className="flex gap-1.5">
        <Button type="submit" look="primary" size="s">
          Save
        </Button>
        <Button look="ghost" size="s" onClick={() => setDraft(null)}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

/** The field appears because it was asked for: the focus goes there, ready to be typed over. */
function selectAll(input: HTMLInputElement | null): void {
  input?.select();
}
