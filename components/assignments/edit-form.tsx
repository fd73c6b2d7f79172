"use client";

import { usePlatforms } from "@/components/channels/use-channels";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { Assignment } from "@/lib/domain/assignments/contract";
import type { Channel } from "@/lib/domain/channels/contract";
import { CaptionField } from "./caption-field";
import { PostFields, type Settings } from "./post-fields";
import { useEditAssignment } from "./use-assignments";
import { MomentField } from "./when-field";

interface EditFormProps {
  readonly assignment: Assignment;
  readonly channel: Channel | undefined;
  readonly onDone: () => void;
}

/** Moves it, or says otherwise what goes out. Held against what was on the screen when it was opened. */
export function EditForm({ assignment: shown, channel, onDone }: EditFormProps) {
  // What the board learns meanwhile must not change what is being edited, nor its revision.
  const [assignment] = useState(shown);
  const edit = useEditAssignment(assignment);
  const [at, setAt] = useState(assignment.scheduled_at);
  const [caption, setCaption] = useState(assignment.caption);
  const [settings, setSettings] = useState<Settings>(assignment.settings);
  const card = usePlatforms().data?.find(({ id }) => id === channel?.platform);
  const problem = edit.error instanceof ApiProblem ? edit.error : null;
  const wrong = (field: string) => problem?.fields[field]?.join(" ");

  function submit(event: FormEvent) {
    event.preventDefault();
    const changes = {
      ...(at !== assignment.scheduled_at && { scheduled_at: at }),
      ...(caption !== assignment.caption && { caption }),
      ...(JSON.stringify(settings) !== JSON.stringify(assignment.settings) && { settings }),
    };
    if (Object.keys(changes).length === 0) return onDone();
    edit.mutate(changes, {
      onSuccess: () => {
        toast.success("scheduled_at" in changes ? "It is moved" : "It is changed");
        onDone();
      },
    });
  }

  return (
    <form noValidate onSubmit={submit} aria-label="Edit or move" className="space-y-3.5 rounded-m border p-3.5">
      <MomentField at={at} onChange={setAt} error={wrong("scheduled_at")} />
      <CaptionField
        caption={caption}
        onChange={setCaption}
        limit={card && { length: card.limits.caption_length, platform: card.name }}
        empty="Left empty, the channel's caption goes out."
        error={wrong("caption")}
      />
      {card && (
        <PostFields
          fields={card.fields.post}
          settings={settings}
          inherited={channel?.default_settings ?? {}}
          onChange={setSettings}
        />
      )}
      {problem !== null && wrong("scheduled_at") === undefined && wrong("caption") === undefined && (
        <ProblemState
          title="Nothing was changed."
          reason={[sentenceOf(problem), ...Object.values(problem.fields).flat()].join(" ")}
        />
      )}
      <DialogActions>
        <Button look="ghost" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={edit.isPending}>
          Save
        </Button>
      </DialogActions>
    </form>
  );
}
