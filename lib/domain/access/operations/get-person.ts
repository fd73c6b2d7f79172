import { operation } from "@/lib/infra/operation";
import { Member, OnePerson } from "../contract";
import { findMember, toMember } from "../people-store";

export const getPerson = operation({
  name: "access.get-person",
  summary: "Look at one person of the desk.",
  effect: "reads",
  permission: "people:manage",
  input: OnePerson,
  output: Member,
  refuses: { person_not_found: "not_found" },
  subject: ({ id }) => `person:${id}`,
  revisionOf: ({ revision }) => revision,
  run: async ({ id }, { tx, now }) => toMember(await findMember(tx, id, now)),
});
