"use client";

import { usePerson } from "@/components/shell/person";
import { Fact } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { ChangePasswordAction } from "./change-password-form";
import { PasswordPanel } from "./password-panel";
import { RoleTag } from "../people/role-tag";
import { roleWords } from "../people/role-words";
import { SessionsPanel } from "./sessions-panel";

interface AccountScreenProps {
  readonly changePassword: ChangePasswordAction;
  readonly provider: { readonly label: string } | null;
}

/** One's own account: who one is here, the password, and where one is signed in. */
export function AccountScreen({ changePassword, provider }: AccountScreenProps) {
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
        <PasswordPanel change={changePassword} provider={provider} />
      </div>
      <SessionsPanel />
    </div>
  );
}
