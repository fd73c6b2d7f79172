"use client";

import { useMay } from "@/components/shell/person";
import { ApiKeysSection } from "./api-keys-section";
import { KeyActionsProvider, type KeyActions } from "./key-actions";
import { NotYours } from "../settings/not-yours";

export function KeysScreen({ keyActions }: { readonly keyActions: KeyActions }) {
  if (!useMay("keys:manage")) {
    return (
      <NotYours title="API keys are kept by the admins of this desk.">
        Ask an admin when a service needs a key.
      </NotYours>
    );
  }
  return (
    <KeyActionsProvider actions={keyActions}>
      <ApiKeysSection />
    </KeyActionsProvider>
  );
}
