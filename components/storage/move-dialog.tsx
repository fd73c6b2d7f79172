"use client";

import { useState, type FormEvent } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemState } from "@/components/ui/problem-state";
import { Select } from "@/components/ui/select";
import { bytesInWords, countOf } from "@/components/ui/words";
import type { Store } from "@/lib/domain/copies/contract";
import { storeInWords } from "./storage-words";
import { useStartMove, type Start } from "./use-storage";

interface MoveDialogProps {
  /** Those of the settings, two at least, the primary first. */
  readonly stores: readonly Store[];
  readonly start: Start;
  readonly onClose: () => void;
}

/** Asks from where to where, and whether the source shall be emptied. */
export function MoveDialog({ stores, start, onClose }: MoveDialogProps) {
  const send = useStartMove(start);
  const [source, setSource] = useState(stores[1]?.name ?? "");
  const [target, setTarget] = useState(stores[0]?.name ?? "");
  const [removes, setRemoves] = useState(false);
  const same = source === target;
  const from = stores.find(({ name }) => name === source);
  const options = stores.map(({ name, role }) => ({ value: name, word: storeInWords(name), hint: role }));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!same) send.mutate({ source, target, remove_source: removes }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Move objects"
      description="Every film of one store is brought into another and verified there. It can be stopped and resumed."
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="From" hint={from && `${countOf(from.objects, "film")}, ${bytesInWords(from.bytes)}`}>
          {(control) => (
            <Select control={control} value={source} options={options} onChange={setSource} className="w-full" />
          )}
        </Field>
        <Field label="To" error={same ? "Choose another store than the source." : undefined}>
          {(control) => (
            <Select control={control} value={target} options={options} onChange={setTarget} className="w-full" />
          )}
        </Field>
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            checked={removes}
            onChange={(event) => setRemoves(event.target.checked)}
            className="mt-0.75 accent-ink"
          />
          <span>
            Remove each copy from the source
            <span className="block text-sm text-ink-3">
              Once the target&apos;s is verified, and never the last one.
            </span>
          </span>
        </label>
        {send.isError && <ProblemState title="Nothing was moved." reason={sentenceOf(send.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={send.isPending} disabled={same || send.isPending}>
            Move
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
