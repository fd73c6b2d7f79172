"use client";

import { useState } from "react";
import type { Upload } from "@/lib/domain/uploads/contract";

/** What a QC form is about: a file of this tab, or an upload that only the desk has. */
export type Subject = { readonly key: string } | { readonly upload: Upload };

/** Whether the Deliver dialog is open, and which of several files its form is about. */
export function useDelivering() {
  const [open, setOpen] = useState(false);
  const [{ subjects, at }, setBatch] = useState<Batch>(NOTHING);
  return {
    open,
    subjects,
    at,
    /** Opens the dialog; with nothing in hand, unless files are given. */
    show(given: readonly Subject[] = []) {
      setBatch({ subjects: given, at: 0 });
      setOpen(true);
    },
    /** Some more, behind those that the dialog is about already. */
    add(given: readonly Subject[]) {
      setBatch((now) =>
        open
          ? { ...now, subjects: [...now.subjects, ...given.filter(isNew(now.subjects))] }
          : { subjects: given, at: 0 },
      );
      setOpen(true);
    },
    /** The form of the next one; after the last, none. */
    next() {
      if (at + 1 >= subjects.length) setOpen(false);
      setBatch((now) => ({ ...now, at: now.at + 1 }));
    },
    onOpenChange(next: boolean) {
      setOpen(next);
      if (!next) setBatch(NOTHING);
    },
  };
}

export type Delivering = ReturnType<typeof useDelivering>;

interface Batch {
  readonly subjects: readonly Subject[];
  readonly at: number;
}

const NOTHING: Batch = { subjects: [], at: 0 };

export const nameOf = (subject: Subject) => ("key" in subject ? subject.key : subject.upload.id);

const isNew = (known: readonly Subject[]) => (subject: Subject) =>
  !known.some((other) => nameOf(other) === nameOf(subject));
