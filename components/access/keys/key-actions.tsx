"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { z } from "zod";
import type { Reply } from "@/lib/core/reply";
import type { ApiKey, CreateApiKey, NewApiKey, RotateApiKey } from "@/lib/domain/access/contract";

/** The page's server actions, handed down: components stand below the pages and cannot name them. */
export interface KeyActions {
  readonly create: (
    input: z.input<typeof CreateApiKey>,
    options: { readonly idempotencyKey: string },
  ) => Promise<Reply<NewApiKey>>;
  readonly rotate: (
    input: z.input<typeof RotateApiKey>,
    options: { readonly idempotencyKey: string; readonly revision: number },
  ) => Promise<Reply<NewApiKey>>;
  readonly revoke: (input: { id: string }, options: { readonly revision: number }) => Promise<Reply<ApiKey>>;
  readonly revokeSecret: (
    input: { id: string; secret_id: string },
    options: { readonly revision: number },
  ) => Promise<Reply<ApiKey>>;
}

const Context = createContext<KeyActions | null>(null);

export function KeyActionsProvider({
  actions,
  children,
}: {
  readonly actions: KeyActions;
  readonly children: ReactNode;
}) {
  return <Context value={actions}>{children}</Context>;
}

export function useKeyActions(): KeyActions {
  const actions = useContext(Context);
  if (actions === null) throw new Error("Keys are kept on the settings page only.");
  return actions;
}
