"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { SCOPES_OF_ROLE, type Scope } from "@/lib/core/caller";
import type { NewApiKey } from "@/lib/domain/access/contract";
import { endOf, type Expiry } from "./key-expiry";
import { KeyExpiryField } from "./key-expiry-field";
import { roleOf } from "./scope-words";
import { ScopesField } from "./scopes-field";
import { useCreateApiKey } from "./use-api-keys";

interface KeyFormProps {
  readonly onMade: (key: NewApiKey) => void;
  readonly onCancel: () => void;
}

export function KeyForm({ onMade, onCancel }: KeyFormProps) {
  const create = useCreateApiKey();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(SCOPES_OF_ROLE.manager);
  const [expiry, setExpiry] = useState<Expiry>("365");
  const [date, setDate] = useState("");
  const [dateMissing, setDateMissing] = useState(false);
  // One moment for the whole form: sent a second time, it asks for the very same key.
  const [from] = useState(() => new Date());
  const end = endOf({ expiry, date, from });
  const fields = create.error instanceof ApiProblem ? create.error.fields : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    const missing = expiry === "date" && end === null;
    setDateMissing(missing);
    if (missing) return;
    const role = roleOf(scopes);
    create.mutate(
      {
        name: name.trim(),
        ...(role === null ? { scopes: [...scopes] } : { role }),
        ...(end === null ? {} : { expires_at: end.toISOString() }),
      },
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
      <ScopesField scopes={scopes} onChange={setScopes} error={fields["scopes"]?.join(" ")} />
      <KeyExpiryField
        expiry={expiry}
        onExpiry={(chosen) => {
          setExpiry(chosen);
          create.reset();
        }}
        date={date}
        onDate={(day) => {
          setDate(day);
          create.reset();
        }}
        from={from}
        error={dateMissing && end === null ? "Choose the last day." : fields["expires_at"]?.join(" ")}
      />
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
