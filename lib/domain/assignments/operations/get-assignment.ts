import { operation } from "@/lib/infra/operation";
import { Assignment, OneAssignment } from "../contract";
import { subjectOf } from "../events";
import { findAssignment } from "../store";

export const getAssignment = operation({
  name: "assignments.get",
  summary: "Read an assignment: what goes out where and when, and where it stands.",
  effect: "reads",
  permission: "assignments:read",
  input: OneAssignment,
  output: Assignment,
  refuses: { assignment_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),

  run: ({ id }, { tx, now }) => findAssignment(tx, id, now),

  revisionOf: ({ revision }) => revision,
});
