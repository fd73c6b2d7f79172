"use client";

import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { Select } from "@/components/ui/select";
import { countOf } from "@/components/ui/words";
import { CleanUpReport } from "./clean-up-report";
import { useCleanUp, whyOf } from "./use-staging";

interface CleanUpDialogProps {
  readonly projects: readonly string[];
  /** The project that the list shows. */
  readonly project: string | null;
  readonly onClose: () => void;
}

/** Many staging copies at once: first what would happen, and then, if that is right, it happens. */
export function CleanUpDialog({ projects, project: shown, onClose }: CleanUpDialogProps) {
  const preview = useCleanUp();
  const clean = useCleanUp();
  const [project, setProject] = useState(shown ?? "");
  const [days, setDays] = useState("");
  const [early, setEarly] = useState(false);
  const valid = days === "" || (/^\d{1,4}$/.test(days) && Number(days) <= 3650);
  const wish = {
    ...(project !== "" && { project }),
    ...(days !== "" && { older_than_days: Number(days) }),
    include_not_due: early,
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (valid) preview.mutate({ ...wish, dry_run: true });
  }

  const report = clean.data ?? preview.data;
  if (report) {
    const count = report.dropped.length;
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={report.dry_run ? "What a clean-up would do" : "Cleaned up"}
        className="max-w-lg"
      >
        <CleanUpReport report={report} />
        {clean.isError && <ProblemState title="Nothing was deleted." reason={whyOf(clean.error)} className="mt-3" />}
        <DialogActions>
          {report.dry_run && (
            <Button look="ghost" onClick={() => preview.reset()}>
              Back
            </Button>
          )}
          {report.dry_run && count > 0 ? (
            <Button look="danger" busy={clean.isPending} onClick={() => clean.mutate({ ...wish, dry_run: false })}>
              Delete {countOf(count, "file")}
            </Button>
          ) : (
            <Button look="primary" onClick={onClose}>
              Close
            </Button>
          )}
        </DialogActions>
      </Dialog>
    );
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Clean up staging copies"
      description="What is held or still needed stays in any case. You see what would go before it goes."
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Project">
          {(control) => (
            <Select
              control={control}
              value={project === "" ? ALL : project}
              options={[{ value: ALL, word: "All projects" }, ...projects.map((value) => ({ value, word: value }))]}
              onChange={(value) => setProject(value === ALL ? "" : value)}
            />
          )}
        </Field>
        <Field
          label="Kept for at least so many days"
          hint="Empty: however long."
          error={valid ? undefined : "Say 0 to 3650 days, in whole days."}
        >
          {(control) => (
            <Input
              {...control}
              value={days}
              inputMode="numeric"
              autoComplete="off"
              onChange={(event) => setDays(event.target.value.trim())}
            />
          )}
        </Field>
        <label className="flex min-h-7 cursor-pointer items-center gap-2.5">
          <input
            type="checkbox"
            checked={early}
            onChange={(event) => setEarly(event.target.checked)}
            className="size-3.5 shrink-0 accent-accent"
          />
          Those too whose time is not over
        </label>
        {preview.isError && <ProblemState title="It could not be looked up." reason={whyOf(preview.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={preview.isPending}>
            See what would go
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** No project is called so: its name has a space. */
const ALL = "all projects";
