"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Role, Scope } from "@/lib/core/caller";

/** Who is signed in, as the session says it. */
export interface DeskPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
}

const PersonContext = createContext<DeskPerson | null>(null);

export function PersonProvider({ person, children }: { readonly person: DeskPerson; readonly children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>;
}

export function usePerson(): DeskPerson {
  const person = useContext(PersonContext);
  if (person === null) throw new Error("usePerson() stands outside the desk's layout, where nobody is signed in.");
  return person;
}

/** Whether to draw a control at all. The API decides for itself. */
export function useMay(scope: Scope): boolean {
  return usePerson().scopes.includes(scope);
}
