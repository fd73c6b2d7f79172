"use client";

import { useMay } from "@/components/shell/person";
import { NotYours } from "../settings/not-yours";
import { PeopleSection } from "./people-section";
import type { Invite } from "./use-people";

export function PeopleScreen({ invite }: { readonly invite: Invite }) {
  if (!useMay("people:manage")) {
    return (
      <NotYours title="The people of this desk are kept by its admins.">
        Ask an admin to invite somebody or to change a role.
      </NotYours>
    );
  }
  return <PeopleSection invite={invite} />;
}
