"use client";

import type { ReactNode } from "react";
import { usePerson } from "@/components/shell/person";
import { Panel } from "@/components/ui/panel";
import { ChangePasswordForm, type ChangePasswordAction } from "./change-password-form";
import { RoleTag } from "../people/role-tag";
import { roleWords } from "../people/role-words";
import { SessionsPanel } from "./sessions-panel";

/** One's own account: who one is here, the password, and where one is signed in. */
export function AccountScreen({ changePassword }: { readonly changePassword: ChangePasswordAction }) {
  const { name, email, role } = usePerson();
  return (
    <div className="grid items-start gap-4 p-4 wide:p-5 roomy:grid-cols-[23.5rem_minmax(0,1fr)]">
      <div className="space-y-4">
        <Panel title="You">
          <dl className="space-y-1.5 px-3.5 pb-3.5">
            <Fact name="Name">{name}</Fact>
            <Fact name="E-mail">{email}</Fact>
            <Fact name="Role">
              <RoleTag role={role} />
              <span className="mt-1 block text-ink-2">{roleWords(role).may}</span>
            </Fact>
          </dl>
        </Panel>
        <Panel title="Password">
          <ChangePasswordForm change={changePassword} />
        </Panel>
      </div>
      <SessionsPanel />
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2.5">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
