"use client";

import { useState, type FormEvent } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import { Segmented } from "@/components/ui/segmented";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { exactWords } from "@/components/ui/words";
import { HOUR } from "@/lib/core/time";
import type { ApiKey, NewApiKey } from "@/lib/domain/access/contract";
import { ShownKey } from "./shown-key";
import { useRotateApiKey } from "./use-api-keys";

/** In hours. */
const OVERLAPS = [
  { value: "0", word: "None" },
  { value: "1", word: "1 h" },
  { value: "24", word: "24 h" },
  { value: "168", word: "7 days" },
  { value: "720", word: "30 days" },
] as const;
type Overlap = (typeof OVERLAPS)[number]["value"];

/** Gives a key a new secret, and shows that this once. */
export function RotateKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role={made ? "alertdialog" : "dialog"}
      title={made ? "Copy the new secret now" : `Rotate “${apiKey.name}”`}
      description={
        made
          ? "It is shown this once. Give it to the service in place of the old one; its rights are the same."
          : "The key gets a new secret. The old one goes on working for a while, so that the service can change over without a gap."
      }
    >
      {made ? (
        <ShownKey made={made} onDone={onClose}>
          <p className="mt-2 text-ink-2">
            <OldSecret made={made} />
          </p>
        </ShownKey>
      ) : (
        <RotateForm apiKey={apiKey} onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}

interface RotateFormProps {
  readonly apiKey: ApiKey;
  readonly onMade: (key: NewApiKey) => void;
  readonly onCancel: () => void;
}

function RotateForm({ apiKey, onMade, onCancel }: RotateFormProps) {
  const rotate = useRotateApiKey(apiKey);
  const [overlap, setOverlap] = useState<Overlap>("24");
  const now = useNow();
  const end = new Date(
    Math.min(now.getTime() + Number(overlap) * HOUR, Date.parse(apiKey.expires_at ?? "") || Infinity),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    rotate.mutate(Number(overlap), { onSuccess: onMade });
  }

  return (
    <form onSubmit={submit} className="space-y-3.5">
      <fieldset>
        <legend className="mb-1 text-sm font-[550]">Overlap</legend>
        <Segmented label="Overlap" value={overlap} options={OVERLAPS} onChange={setOverlap} className="flex w-full" />
        <p className="mt-1 text-sm text-ink-3">
          {overlap === "0"
            ? "The old secret stops working at once. Right when it may have leaked."
            : `The old secret works until ${exactWords(end)}.`}
        </p>
      </fieldset>
      {rotate.isError && <ProblemState title="The key was not rotated." reason={sentenceOf(rotate.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={rotate.isPending}>
          Rotate key
        </Button>
      </DialogActions>
    </form>
  );
}

/** Until when the secret before this one works. */
function OldSecret({ made }: { readonly made: NewApiKey }) {
  const old = made.secrets[1];
  if (!old) return null;
  if (old.revoked_at !== null || old.expires_at === null) return "The old secret has stopped working.";
  return (
    <>
      The old one, <code className="font-mono text-xs">{old.prefix}…</code>, works until{" "}
      <Time value={old.expires_at} as="exact" className="font-[550] text-ink" />.
    </>
  );
}
