"use client";

import { KeyRound } from "lucide-react";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay, usePerson } from "@/components/shell/person";
import { EmptyState } from "@/components/ui/empty-state";
import { ApiKeysSection } from "./api-keys-section";
import { KeyActionsProvider, type KeyActions } from "./key-actions";

export function SettingsScreen({ keyActions }: { readonly keyActions: KeyActions }) {
  const mayManageKeys = useMay("keys:manage");
  const { role } = usePerson();
  return (
    <>
      <PageHeader>
        <PageTitle>Settings</PageTitle>
      </PageHeader>
      {mayManageKeys ? (
        <KeyActionsProvider actions={keyActions}>
          <ApiKeysSection />
        </KeyActionsProvider>
      ) : (
        <EmptyState icon={KeyRound} title="API keys are kept by the admins of this desk.">
          <p>You are signed in as a {role}. Ask an admin when a service needs a key.</p>
        </EmptyState>
      )}
    </>
  );
}
