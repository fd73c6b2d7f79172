"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { textOf } from "@/components/ui/form-text";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { Select } from "@/components/ui/select";
import { usePublish } from "./use-deliveries";

interface DeliverDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Projects there are already, as suggestions. */
  readonly projects: readonly string[];
}

const VERDICTS = [
  { value: "pass", word: "Passed" },
  { value: "fail", word: "Failed" },
] as const;

/** Delivers by hand what a service would deliver over the API, with the same promises. */
export function DeliverDialog({ open, onOpenChange, projects }: DeliverDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Deliver a video"
      description="The desk fetches the MP4, checks it against these promises, and keeps the very same bytes."
      className="max-w-lg"
    >
      <DeliverForm projects={projects} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function DeliverForm({ projects, onDone }: { readonly projects: readonly string[]; readonly onDone: () => void }) {
  const router = useRouter();
  const publish = usePublish();
  const [verdict, setVerdict] = useState<"pass" | "fail">("pass");
  const wrong = fieldErrors(publish.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => textOf(form, name);
    const [title, report] = [text("title"), text("report_id")];
    publish.mutate(
      {
        project_id: text("project_id") || "default",
        final_edit: {
          video_url: text("video_url"),
          duration_seconds: secondsOf(text("duration")),
          checksum: text("checksum"),
        },
        qc_report: { status: verdict, ...(report && { report_id: report }) },
        distribution_settings: { metadata: title ? { title } : {} },
      },
      {
        onSuccess: ({ video_id: id, title: delivered }) => {
          toast.success(`“${delivered}” is on its way`);
          onDone();
          router.push(`/desk/videos/${id}`);
        },
      },
    );
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-3 wide:grid-cols-2">
      <Field label="Address of the MP4" error={wrong["final_edit.video_url"]} className="wide:col-span-2">
        {(control) => (
          <Input
            {...control}
            name="video_url"
            type="url"
            placeholder="https://…/final.mp4"
            autoComplete="off"
            required
          />
        )}
      </Field>
      <Field label="Checksum" error={wrong["final_edit.checksum"]} className="wide:col-span-2">
        {(control) => (
          <Input
            {...control}
            name="checksum"
            placeholder="sha256:…"
            spellCheck={false}
            autoComplete="off"
            required
            className="font-mono text-xs"
          />
        )}
      </Field>
      <Field label="Title" hint="Without one: the file's name." error={wrong["distribution_settings.metadata.title"]}>
        {(control) => <Input {...control} name="title" autoComplete="off" />}
      </Field>
      <Field label="Length" hint="In seconds, or as 2:13." error={wrong["final_edit.duration_seconds"]}>
        {(control) => <Input {...control} name="duration" placeholder="9.7" autoComplete="off" required />}
      </Field>
      <Field label="Project" hint="Without one: default." error={wrong["project_id"]}>
        {(control) => (
          <>
            <Input
              {...control}
              name="project_id"
              list="deliver-projects"
              placeholder="default"
              spellCheck={false}
              autoComplete="off"
            />
            <datalist id="deliver-projects">
              {projects.map((project) => (
                <option key={project}>{project}</option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="QC verdict" error={wrong["qc_report.status"]}>
          {(control) => <Select control={control} value={verdict} options={VERDICTS} onChange={setVerdict} />}
        </Field>
        <Field label="QC report" error={wrong["qc_report.report_id"]}>
          {(control) => (
            <Input {...control} name="report_id" placeholder="qc_88213" spellCheck={false} autoComplete="off" />
          )}
        </Field>
      </div>
      {publish.isError && (
        <ProblemState title="Nothing was delivered." reason={sentenceOf(publish.error)} className="wide:col-span-2" />
      )}
      <div className="wide:col-span-2">
        <DialogActions>
          <Button look="ghost" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={publish.isPending}>
            Deliver
          </Button>
        </DialogActions>
      </div>
    </form>
  );
}

/** Refusals about one field, told at that field: by the problem's own paths, and by the code where it has none. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  qc_not_passed: "qc_report.status",
  checksum_mismatch: "final_edit.checksum",
  duration_mismatch: "final_edit.duration_seconds",
  source_refused: "final_edit.video_url",
  source_unreachable: "final_edit.video_url",
};

const LENGTH = "final_edit.duration_seconds";

function fieldErrors(error: Error | null): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const byCode = FIELD_OF_CODE[error.code];
  if (byCode !== undefined) return { [byCode]: error.detail };
  const said = Object.entries(error.fields).map(([path, messages]) => [path, messages.join(" ")] as const);
  // The wire speaks of a number of seconds; here a person wrote a text.
  return Object.fromEntries(
    said.map(([path, text]) => [path, path === LENGTH ? "Say how long it is, in seconds or as 2:13." : text]),
  );
}

/** `9.7`, `2:13` or `1:02:03.5` in seconds; 0, which the desk refuses with a sentence, for anything else. */
function secondsOf(text: string): number {
  const parts = text.replace(",", ".").split(":").map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
  return Number.isFinite(seconds) ? seconds : 0;
}
