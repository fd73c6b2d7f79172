"use client";

import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { exactWords, spanInWords } from "@/components/ui/words";
import { useNow } from "@/components/ui/use-now";
import { HOUR } from "@/lib/core/time";
import { useRenewLink } from "./use-links";

const PRESETS = [
  { value: "24", word: "1 day" },
  { value: "72", word: "3 days" },
  { value: "168", word: "7 days" },
] as const;

interface RenewLinkDialogProps {
  readonly deliveryId: string;
  /** For how long this desk lets any link work. */
  readonly maxHours: number;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A fresh link for 1 to 168 hours; links handed out before keep working until they lapse. */
export function RenewLinkDialog({ deliveryId, maxHours, open, onOpenChange }: RenewLinkDialogProps) {
  const renew = useRenewLink(deliveryId);
  const now = useNow();
  const [text, setText] = useState("72");
  const hours = Number(text);
  const valid = Number.isInteger(hours) && hours >= 1 && hours <= 168;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (valid) renew.mutate(hours, { onSuccess: () => onOpenChange(false) });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="A fresh link"
      description="Links handed out before stay valid until they expire or are revoked."
    >
      <form noValidate onSubmit={submit}>
        <div className="flex flex-wrap items-end gap-3">
          <Field
            label="Valid for how many hours"
            error={valid ? undefined : "Say 1 to 168 hours, in whole hours."}
            className="flex-1 basis-32"
          >
            {(control) => (
              <Input
                {...control}
                value={text}
                inputMode="numeric"
                onChange={(event) => setText(event.target.value.trim())}
                autoComplete="off"
              />
            )}
          </Field>
          <Segmented
            label="Usual spans"
            value={text}
            options={PRESETS.filter(({ value }) => Number(value) <= maxHours)}
            onChange={setText}
            className={valid ? undefined : "mb-6"}
          />
        </div>
        <p className="mt-2 min-h-5 text-sm text-ink-2">
          {valid && `Until ${exactWords(new Date(now.getTime() + Math.min(hours, maxHours) * HOUR))}`}
          {valid && hours > maxHours && `: this desk lets links work for ${spanInWords(maxHours * HOUR)} at most`}
        </p>
        <DialogActions>
          <Button look="ghost" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={renew.isPending}>
            Make the link
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
