"use client";

import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { textOf } from "@/components/ui/form-text";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { Select } from "@/components/ui/select";
import type { Delivery } from "@/lib/domain/deliveries/contract";
import { ChecksumField } from "./checksum-field";
import { fieldErrors, secondsOf } from "./delivery-errors";
import { usePublish } from "./use-deliveries";

export type Draft = Readonly<Record<string, string>>;
type Wrong = Readonly<Record<string, string>>;

interface DeliverFormProps {
  /** Projects there are already, as suggestions. */
  readonly projects: readonly string[];
  /** The fields that say where the bytes are (`video_url`) and what their checksum is (`checksum`). */
  readonly children: (wrong: Wrong) => ReactNode;
  /** The checksum, where this computer has the file, or null while it computes it. It stands last: nobody fills it in. */
  readonly computed?: string | null;
  /** What stands in the fields at first. */
  readonly draft?: Draft;
  readonly onDraft?: (draft: Draft) => void;
  /** Whether the bytes are on the desk already. */
  readonly here?: boolean;
  /** Why it cannot be delivered yet. */
  readonly notYet?: string | null;
  readonly onDelivered: (delivery: Delivery) => void;
  /** Hears what is told in the form as well. */
  readonly onRefused?: (error: Error) => void;
  readonly onCancel: () => void;
  readonly cancelWord?: string;
}

const VERDICTS = [
  { value: "pass", word: "Passed" },
  { value: "fail", word: "Failed" },
] as const;

/** The QC form: what is promised of a film, whichever way it comes. */
export function DeliverForm(props: DeliverFormProps) {
  const { projects, children, computed, draft = {}, onDraft, here = false, notYet = null } = props;
  const publish = usePublish({ here });
  const form = useRef<HTMLFormElement>(null);
  // Nothing is chosen for anybody: who delivers says what QC found.
  const [verdict, setVerdict] = useState(VERDICTS.find(({ value }) => value === draft["verdict"])?.value ?? "");
  const wrong = fieldErrors(publish.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => textOf(given, name);
    const [title, concept, report] = [text("title"), text("concept_id"), text("report_id")];
    publish.mutate(
      {
        project_id: text("project_id") || "default",
        final_edit: {
          video_url: text("video_url"),
          duration_seconds: secondsOf(text("duration")),
          checksum: text("checksum"),
        },
        qc_report: { ...(verdict && { status: verdict }), ...(report && { report_id: report }) },
        distribution_settings: { metadata: { ...(title && { title }), ...(concept && { concept_id: concept }) } },
      },
      { onSuccess: props.onDelivered, onError: (error) => props.onRefused?.(error) },
    );
  }

  function keep(changed: Draft = {}) {
    if (!form.current || !onDraft) return;
    const given = new FormData(form.current);
    onDraft({ ...Object.fromEntries(FIELDS.map((name) => [name, textOf(given, name)])), verdict, ...changed });
  }

  const text = (name: (typeof FIELDS)[number]) => ({ name, defaultValue: draft[name], autoComplete: "off" });
  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      onInput={() => keep()}
      className="grid grid-cols-1 gap-3 wide:grid-cols-2"
    >
      {children(wrong)}
      <Field label="Title" hint="Without one: the file's name." error={wrong["distribution_settings.metadata.title"]}>
        {(control) => <Input {...control} {...text("title")} />}
      </Field>
      <Field label="Length" hint="In seconds, or as 2:13." error={wrong["final_edit.duration_seconds"]}>
        {/* Drawn anew once the film has been read, so that it says what was found. */}
        {(control) => (
          <Input
            key={draft["duration"] === "" ? "" : "told"}
            {...control}
            {...text("duration")}
            placeholder="9.7"
            required
          />
        )}
      </Field>
      <Field label="Project" hint="Without one: default." error={wrong["project_id"]}>
        {(control) => (
          <>
            <Input
              {...control}
              {...text("project_id")}
              list="deliver-projects"
              placeholder="default"
              spellCheck={false}
            />
            <datalist id="deliver-projects">
              {projects.map((project) => (
                <option key={project}>{project}</option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field
        label="Concept"
        hint="The same for all versions of one film."
        error={wrong["distribution_settings.metadata.concept_id"]}
      >
        {(control) => <Input {...control} {...text("concept_id")} spellCheck={false} />}
      </Field>
      <Field label="QC verdict" error={wrong["qc_report.status"]}>
        {(control) => (
          <Select
            control={control}
            value={verdict}
            options={VERDICTS}
            placeholder="What QC found"
            required
            onChange={(next) => {
              setVerdict(next);
              keep({ verdict: next });
            }}
          />
        )}
      </Field>
      <Field label="QC report" error={wrong["qc_report.report_id"]}>
        {(control) => <Input {...control} {...text("report_id")} placeholder="qc_88213" spellCheck={false} />}
      </Field>
      {computed !== undefined && (
        <ChecksumField
          error={wrong["final_edit.checksum"]}
          computed={computed}
          hint="Computed from the file on this computer."
        />
      )}
      {publish.isError && (
        <ProblemState title="Nothing was delivered." reason={sentenceOf(publish.error)} className="wide:col-span-2" />
      )}
      <div className="wide:col-span-2">
        <DialogActions>
          {notYet !== null && <p className="min-w-0 flex-1 text-sm text-ink-2">{notYet}</p>}
          <Button look="ghost" onClick={props.onCancel}>
            {props.cancelWord ?? "Cancel"}
          </Button>
          <Button type="submit" look="primary" busy={publish.isPending} {...(notYet !== null && { disabled: true })}>
            Deliver
          </Button>
        </DialogActions>
      </div>
    </form>
  );
}

const FIELDS = ["title", "duration", "project_id", "concept_id", "report_id"] as const;
