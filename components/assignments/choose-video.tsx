"use client";

import { useDeferredValue, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Poster } from "@/components/videos/poster";
import { isPlayable } from "@/components/videos/state-of";
import { useVideoSearch } from "@/components/videos/use-videos";

interface ChooseVideoProps {
  readonly value: string | null;
  readonly onChange: (video: { readonly id: string; readonly title: string }) => void;
}

/** One video of those that can go out, found by a part of its title. */
export function ChooseVideo({ value, onChange }: ChooseVideoProps) {
  const [text, setText] = useState("");
  const { data, isPending } = useVideoSearch(useDeferredValue(text.trim()));
  const videos = data?.items.filter(isPlayable) ?? [];
  return (
    <div className="space-y-1.5">
      <Field label="Video" hint={!isPending && videos.length === 0 ? "No published video matches." : undefined}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Part of a title, tag or project"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <ul className="max-h-44 overflow-y-auto">
        {videos.map((video) => (
          <li key={video.id}>
            <label className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-s px-1 py-0.5 hover:bg-ink/4 has-checked:bg-accent-soft">
              <input
                type="radio"
                name="video"
                checked={video.id === value}
                onChange={() => onChange(video)}
                className="size-3.5 shrink-0 accent-accent"
              />
              <Poster video={video} className="w-12 shrink-0 rounded-s" />
              <span className="min-w-0 flex-1 truncate">{video.title}</span>
              <span className="truncate text-sm text-ink-3">{video.project_id}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
