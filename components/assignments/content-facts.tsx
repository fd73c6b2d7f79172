"use client";

import { usePlatforms } from "@/components/channels/use-channels";
import { Fact } from "@/components/ui/facts";
import type { Assignment } from "@/lib/domain/assignments/contract";
import { wordOf } from "./post-fields";

interface ContentFactsProps {
  readonly assignment: Assignment;
  readonly platform: string | undefined;
}

/** What goes out, word for word, with what is inherited. */
export function ContentFacts({ assignment, platform }: ContentFactsProps) {
  const { effective_caption: caption, effective_settings: settings, caption: own } = assignment;
  const fields = usePlatforms().data?.find(({ id }) => id === platform)?.fields.post ?? [];
  return (
    <section aria-labelledby="assignment-content">
      <h3 id="assignment-content" className="mb-1.5 font-semibold">
        What goes out
      </h3>
      <p className="rounded-m border bg-canvas px-3 py-2 wrap-anywhere whitespace-pre-wrap">
        {caption === "" ? <span className="text-ink-3">No caption</span> : caption}
      </p>
      {own === null && caption !== "" && <p className="mt-1 text-sm text-ink-3">The channel&apos;s caption.</p>}
      <dl className="mt-2 space-y-1">
        {Object.entries(settings).map(([name, value]) => (
          <Fact key={name} name={fields.find((field) => field.name === name)?.label ?? name}>
            {wordOf(value)}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
