"use client";

import { Ellipsis, Link2, MonitorSmartphone, Pencil, UserRoundCheck, UserRoundX, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { usePerson } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/ui/menu";
import type { Member } from "@/lib/domain/access/contract";
import { ROLE_OPTIONS, roleWords } from "./role-words";
import { tellRefusal, useEditPerson } from "./use-people";

/** What is to be done with whom, in a dialog. */
export interface PersonTask {
  readonly what: "rename" | "link" | "sessions" | "disable" | "remove";
  readonly person: Member;
}

interface PersonRowMenuProps {
  readonly person: Member;
  readonly onTask: (task: PersonTask) => void;
}

/** What can be done with a person: a role at once, the rest after a look at what it means. */
export function PersonRowMenu({ person, onTask }: PersonRowMenuProps) {
  const edit = useEditPerson();
  const router = useRouter();
  const self = usePerson().id === person.id;
  const disabled = person.status === "disabled";
  const ask = (what: PersonTask["what"]) => () => onTask({ what, person });

  const enable = () =>
    edit.mutate(
      { person, changes: { disabled: false } },
      {
        onSuccess: () => toast.success(`${person.name} may sign in again`),
        onError: (error) => tellRefusal(error, `${person.name} is still disabled`),
      },
    );

  return (
    <Menu
      align="end"
      trigger={
        <Button look="ghost" size="icon" data-open aria-label={`What can be done with ${person.name}`}>
          <Ellipsis aria-hidden size={16} />
        </Button>
      }
      className="w-52"
    >
      <MenuChoice
        label="Role"
        value={person.role}
        options={ROLE_OPTIONS}
        onChange={(role) => {
          if (role === person.role) return;
          edit.mutate(
            { person, changes: { role } },
            {
              onSuccess: () => {
                toast.success(`${person.name} is ${role === "admin" ? "an" : "a"} ${role} now`, {
                  description: roleWords(role).may,
                });
                // One's own page is drawn anew, with what one may do from now on.
                if (self) router.refresh();
              },
              onError: (error) => tellRefusal(error, `${person.name} is still ${person.role}`),
            },
          );
        }}
      />
      <MenuLine />
      <MenuItem icon={Pencil} onSelect={ask("rename")}>
        Rename…
      </MenuItem>
      {!disabled && (
        <MenuItem icon={Link2} onSelect={ask("link")}>
          {person.status === "invited" ? "New invitation link…" : "New reset link…"}
        </MenuItem>
      )}
      {!disabled && !self && (
        <MenuItem icon={MonitorSmartphone} onSelect={ask("sessions")}>
          Sessions…
        </MenuItem>
      )}
      <MenuLine />
      {self && (
        <p className="px-2 py-1 text-sm text-ink-3">
          Your sessions are under Account. Only another admin can disable or remove you.
        </p>
      )}
      {!self && disabled && (
        <MenuItem icon={UserRoundCheck} onSelect={enable}>
          Enable
        </MenuItem>
      )}
      {!self && !disabled && (
        <MenuItem icon={UserRoundX} onSelect={ask("disable")}>
          Disable…
        </MenuItem>
      )}
      {!self && (
        <MenuItem icon={Trash2} onSelect={ask("remove")}>
          Remove…
        </MenuItem>
      )}
    </Menu>
  );
}
