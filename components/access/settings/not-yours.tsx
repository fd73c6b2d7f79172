"use client";

import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { usePerson } from "@/components/shell/person";
import { EmptyState } from "@/components/ui/empty-state";

interface NotYoursProps {
  /** Who keeps this, in a sentence. */
  readonly title: string;
  /** What to do about it, in a sentence. */
  readonly children: ReactNode;
}

/** A page of the settings that this person's role does not open. */
export function NotYours({ title, children }: NotYoursProps) {
  const { role } = usePerson();
  return (
    <EmptyState icon={Lock} title={title}>
      <p>
        You are signed in as a {role}. {children}
      </p>
    </EmptyState>
  );
}
