"use client";

import { UserRoundPlus, UsersRound } from "lucide-react";
import { useRef, useState } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { SearchField } from "@/components/ui/search-field";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { InviteDialog } from "./invite-dialog";
import { PasswordLinkDialog } from "./password-link-dialog";
import { PeopleTable } from "./people-table";
import { PersonConfirmDialog } from "./person-confirm-dialog";
import type { PersonTask } from "./person-row-menu";
import { PersonSessionsDialog } from "./person-sessions-dialog";
import { RenameDialog } from "./rename-dialog";
import { usePeople, type Invite } from "./use-people";

/** The people who sign in here: who they are, what they may do, and when they were last seen. */
export function PeopleSection({ invite }: { readonly invite: Invite }) {
  const [q, setQ] = useState("");
  const people = usePeople(q);
  const [inviting, setInviting] = useState(false);
  const [task, setTask] = useState<PersonTask | null>(null);
  const section = useRef<HTMLElement>(null);
  useRowKeys(section);
  const items = people.data?.pages.flatMap((page) => page.items);
  const none = items?.length === 0;
  const done = () => setTask(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = useFocusKept(heading, [task, people.dataUpdatedAt]);
  // As the list has them now: after a reload a dialog acts on what is there, not on what was. Whoever
  // the search has lost meanwhile stays as they were chosen.
  const person = task && (items?.find(({ id }) => id === task.person.id) ?? task.person);

  return (
    <section ref={section} aria-labelledby="people" {...kept} className="p-4 wide:p-5">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2.5">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="people" ref={heading} tabIndex={-1} className="font-semibold">
            People
          </h2>
          <p className="text-ink-2">Who signs in here. A new role holds at once.</p>
        </div>
        <SearchField
          label="Search people"
          placeholder="Search names and addresses"
          value={q}
          onSearch={setQ}
          className="flex-1 basis-44 wide:max-w-68"
        />
        <Button look="primary" icon={UserRoundPlus} onClick={() => setInviting(true)}>
          Invite
        </Button>
      </div>
      {people.isError && (
        <ProblemState
          title={items ? "The list could not be refreshed." : "The people could not be loaded."}
          reason={sentenceOf(people.error)}
          onRetry={() => void people.refetch()}
          className="mb-3"
        />
      )}
      {none && q !== "" ? (
        <EmptyState icon={UsersRound} title={`Nobody here matches “${q}”.`}>
          <Button onClick={() => setQ("")}>Clear the search</Button>
        </EmptyState>
      ) : (
        // Without a search there is always somebody: that nobody was found is the answer to the one before.
        (items ?? people.isPending) && <PeopleTable people={none ? undefined : items} onTask={setTask} />
      )}
      {people.hasNextPage && (
        <div className="flex justify-center pt-4">
          <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <InviteDialog open={inviting} onOpenChange={setInviting} invite={invite} />
      {person && task.what === "rename" && <RenameDialog person={person} onClose={done} />}
      {person && task.what === "link" && <PasswordLinkDialog person={person} onClose={done} />}
      {person && task.what === "sessions" && <PersonSessionsDialog person={person} onClose={done} />}
      {person && (task.what === "disable" || task.what === "remove") && (
        <PersonConfirmDialog person={person} what={task.what} onClose={done} />
      )}
    </section>
  );
}
