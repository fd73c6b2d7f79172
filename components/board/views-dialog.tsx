"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { useRemoveView, useSavedViews, useSaveView } from "./use-board";
import { viewAddress } from "./view-address";

interface ViewsDialogProps {
  /** The filters that are on, as a view keeps them. */
  readonly query: string;
  readonly onClose: () => void;
}

/** Saves what the board shows at present under a name; below it the views that there are. */
export function ViewsDialog({ query, onClose }: ViewsDialogProps) {
  const save = useSaveView();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ name: name.trim(), query, shared }, { onSuccess: onClose });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Save view"
      description={
        query === "" ? "No filter is on: this view shows the whole board." : "Keeps the filters that are on at present."
      }
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
            className="mt-0.75 accent-ink"
          />
          <span>
            Share it
            <span className="block text-sm text-ink-3">Everybody on this desk sees it beside their own.</span>
          </span>
        </label>
        {save.isError && <ProblemState title="The view was not saved." reason={sentenceOf(save.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={save.isPending} disabled={name.trim() === "" || save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
      <KnownViews onOpen={onClose} />
    </Dialog>
  );
}

function KnownViews({ onOpen }: { readonly onOpen: () => void }) {
  const views = useSavedViews().data ?? [];
  const remove = useRemoveView();
  if (views.length === 0) return null;
  return (
    <section aria-labelledby="known-views" className="mt-4 border-t pt-3">
      <h3 id="known-views" className="mb-1 text-sm font-[550]">
        Saved views
      </h3>
      <ul>
        {views.map((view) => (
          <li key={view.id} className="flex min-h-8 items-center gap-2">
            <Link
              href={viewAddress(view)}
              onClick={onOpen}
              className="min-w-0 flex-1 truncate underline-offset-2 hover:underline"
            >
              {view.name}
            </Link>
            {view.shared && <span className="text-sm text-ink-3">{view.own ? "yours, shared" : "shared"}</span>}
            {view.own && (
              <Button
                look="ghost"
                size="icon-s"
                icon={Trash2}
                aria-label={`Remove the view ${view.name}`}
                onClick={() => remove.mutate(view)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
