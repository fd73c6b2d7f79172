"use client";

import { usePlatforms } from "@/components/channels/use-channels";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf } from "@/components/ui/words";
import type { Assignable } from "./assign-dialog";
import { requestOf, shortestCaption, type AssignForm } from "./assign-request";
import { CaptionField } from "./caption-field";
import { ChannelOverride } from "./channel-override";
import { ChooseChannels } from "./choose-channels";
import { ChooseVideo } from "./choose-video";
import { DecisionsList } from "./decisions-list";
import { LateField } from "./late-field";
import { OverruleField } from "./overrule-field";
import { useAssign, useDryRun, type Assigning } from "./use-assignments";
import { useAllChannels } from "./use-all-channels";
import { useSettled } from "./use-settled";
import { WhenField } from "./when-field";

export function AssignFields({ opened, onClose }: { readonly opened: Assignable; readonly onClose: () => void }) {
  const assign = useAssign();
  const [form, setForm] = useState<AssignForm>(() => ({
    videoId: opened.video?.id ?? null,
    channelIds: opened.channelId === undefined ? [] : [opened.channelId],
    when: { way: "now" },
    caption: null,
    late: { action: "publish", minutes: null },
    overrides: {},
  }));
  const [reason, setReason] = useState("");
  const set = (changes: Partial<AssignForm>) => setForm((now) => ({ ...now, ...changes }));
  const asked = useSettled(requestOf(form, null));
  const dry = useDryRun(asked);
  const decisions = asked === null ? [] : (dry.data?.decisions ?? []);
  const refused = decisions.filter(({ outcome }) => outcome === "refused");
  const fine = form.channelIds.filter((id) => !refused.some(({ channel_id: other }) => other === id));
  const channels = useAllChannels().data ?? [];
  const chosen = channels.filter(({ id }) => form.channelIds.includes(id));
  const platforms = usePlatforms().data ?? [];
  const strictest = shortestCaption(platforms.filter(({ id }) => chosen.some(({ platform }) => platform === id)));
  const problem = [assign.error, dry.error].find((error) => error instanceof ApiProblem);
  const wrong = (field: string) => problem?.fields[field]?.join(" ");

  function send(changes: Partial<Assigning>) {
    const request = requestOf(form, new Date().toISOString());
    if (request === null) return;
    assign.mutate(
      { ...request, ...changes },
      {
        onSuccess: ({ assignments }) => {
          toast.success(`Assigned to ${countOf(assignments.length, "channel")}`);
          onClose();
        },
      },
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (fine.length > 0) send({ channel_ids: [...fine] });
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      {!opened.video && <ChooseVideo value={form.videoId} onChange={({ id }) => set({ videoId: id })} />}
      <ChooseChannels values={form.channelIds} onChange={(channelIds) => set({ channelIds })} />
      <WhenField when={form.when} onChange={(when) => set({ when })} error={wrong("scheduled_at")} />
      <CaptionField
        caption={form.caption}
        onChange={(caption) => set({ caption })}
        limit={strictest}
        empty="Left empty, each channel's own caption goes out."
        error={wrong("caption")}
      />
      {chosen.length > 0 && (
        <div className="space-y-1.5">
          {chosen.map((channel) => (
            <ChannelOverride
              key={channel.id}
              channel={channel}
              platform={platforms.find(({ id }) => id === channel.platform)}
              override={form.overrides[channel.id] ?? {}}
              onChange={(override) => set({ overrides: { ...form.overrides, [channel.id]: override } })}
            />
          ))}
        </div>
      )}
      {form.when.way !== "later" && <LateField late={form.late} onChange={(late) => set({ late })} />}
      {asked !== null && dry.isPending && <Skeleton className="h-10 rounded-m" />}
      {decisions.length > 0 && (
        <DecisionsList
          decisions={decisions}
          nameOf={(id) => channels.find((channel) => channel.id === id)?.name ?? "A channel"}
          stale={dry.isPlaceholderData}
        />
      )}
      {refused.length > 0 && (
        <OverruleField
          reason={reason}
          onChange={setReason}
          busy={assign.isPending}
          onOverrule={() => send({ force: true, reason: reason.trim() })}
        />
      )}
      {problem !== undefined && wrong("scheduled_at") === undefined && (
        <ProblemState
          title={problem === assign.error ? "Nothing was assigned." : "It cannot be assigned as it is."}
          reason={[sentenceOf(problem), ...Object.values(problem.fields).flat()].join(" ")}
        />
      )}
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          look="primary"
          busy={assign.isPending}
          disabled={fine.length === 0 || requestOf(form, null) === null || assign.isPending}
        >
          {refused.length > 0 && fine.length > 0 ? `Assign to the other ${fine.length}` : "Assign"}
        </Button>
      </DialogActions>
    </form>
  );
}
