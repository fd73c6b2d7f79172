"use client";

import { KeyRound } from "lucide-react";
import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { Segmented } from "@/components/ui/segmented";
import { SCOPES, SCOPES_OF_ROLE, type Role, type Scope } from "@/lib/core/caller";
import type { NewApiKey } from "@/lib/domain/access/contract";
import { roleOf, SCOPE_WORDS } from "./scope-words";
import { useCreateApiKey } from "./use-api-keys";

const PRESETS = [
  { value: "reviewer", word: "Reviewer" },
  { value: "manager", word: "Manager" },
  { value: "admin", word: "Admin" },
] as const satisfies readonly { value: Role; word: string }[];

interface CreateKeyDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Makes a key, then shows it: this once, and never again. */
export function CreateKeyDialog({ open, onOpenChange }: CreateKeyDialogProps) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  const close = () => {
    onOpenChange(false);
    setMade(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      role={made ? "alertdialog" : "dialog"}
      title={made ? "Copy the key now" : "New API key"}
      description={
        made
          ? "It is shown this once. The desk keeps only its hash, so a lost key can be revoked, never read again."
          : "One for each service, so that each can be revoked by itself."
      }
    >
      {made ? <MadeKey made={made} onDone={close} /> : <KeyForm onMade={setMade} onCancel={close} />}
    </Dialog>
  );
}

function KeyForm({ onMade, onCancel }: { readonly onMade: (key: NewApiKey) => void; readonly onCancel: () => void }) {
  const create = useCreateApiKey();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(SCOPES_OF_ROLE.manager);
  const role = roleOf(scopes);
  const fields = create.error instanceof ApiProblem ? create.error.fields : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), ...(role === null ? { scopes: [...scopes] } : { role }) },
      { onSuccess: onMade },
    );
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-3.5">
      <Field label="Name" error={fields["name"]?.join(" ")}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            placeholder="post-production"
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-[550]">May do</legend>
        <Segmented
          label="Preset"
          value={role ?? ""}
          options={PRESETS}
          onChange={(preset) => preset !== "" && setScopes(SCOPES_OF_ROLE[preset])}
          className="flex w-full"
        />
        <ul className="mt-2">
          {SCOPES.map((scope) => (
            <li key={scope}>
              <label className="flex min-h-7 cursor-pointer items-center gap-2.5 rounded-s px-1 hover:bg-ink/4">
                <input
                  type="checkbox"
                  checked={scopes.includes(scope)}
                  onChange={(event) =>
                    setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                  }
                  className="size-3.5 accent-accent"
                />
                <span className="flex-1">{SCOPE_WORDS[scope]}</span>
                <code className="font-mono text-xs text-ink-3">{scope}</code>
              </label>
            </li>
          ))}
        </ul>
        {fields["scopes"] && <p className="mt-1 text-sm text-failed">{fields["scopes"].join(" ")}</p>}
      </fieldset>
      {create.isError && <ProblemState title="No key was made." reason={sentenceOf(create.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={create.isPending}>
          Make the key
        </Button>
      </DialogActions>
    </form>
  );
}

function MadeKey({ made, onDone }: { readonly made: NewApiKey; readonly onDone: () => void }) {
  return (
    <>
      <div className="flex items-center gap-2 rounded-m bg-unconfirmed-soft p-2.5">
        <KeyRound aria-hidden size={16} strokeWidth={1.8} className="text-unconfirmed" />
        <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{made.key}</code>
        <CopyButton text={made.key ?? ""} what="key" labelled look="plain" />
      </div>
      <DialogActions>
        <Button look="primary" onClick={onDone}>
          I have it
        </Button>
      </DialogActions>
    </>
  );
}
