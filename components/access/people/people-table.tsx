import { usePerson } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, WIDE } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Member } from "@/lib/domain/access/contract";
import { PersonRowMenu, type PersonTask } from "./person-row-menu";
import { RoleTag } from "./role-tag";

interface PeopleTableProps {
  /** Undefined while they are on their way. */
  readonly people: readonly Member[] | undefined;
  readonly onTask: (task: PersonTask) => void;
}

export function PeopleTable({ people, onTask }: PeopleTableProps) {
  return (
    <div className="overflow-clip rounded-l border bg-surface">
      <Table className="[&_tr:last-child_td]:border-b-0">
        <thead>
          <tr>
            <Th className="bg-surface pl-3.5">Person</Th>
            <Th className={`bg-surface ${WIDE}`}>Role</Th>
            <Th className={`bg-surface ${WIDE}`}>State</Th>
            <Th className={`bg-surface ${WIDE}`}>Last seen</Th>
            <Th className="bg-surface">
              <span className="sr-only">What can be done</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {people?.map((person) => <PersonRow key={person.id} person={person} onTask={onTask} />) ??
            [0, 1, 2, 3].map((at) => <RowSkeleton key={at} />)}
        </tbody>
      </Table>
    </div>
  );
}

interface PersonRowProps {
  readonly person: Member;
  readonly onTask: (task: PersonTask) => void;
}

function PersonRow({ person, onTask }: PersonRowProps) {
  const self = usePerson().id === person.id;
  return (
    <tr data-row className="scroll-mt-24 scroll-mb-16 transition-colors duration-120 hover:bg-ink/3">
      <Td className="max-w-0 min-w-40 pl-3.5 wide:w-1/2">
        <span className="flex items-baseline gap-2">
          <b className={`truncate font-[570] ${person.status === "disabled" ? "text-ink-2" : ""}`}>{person.name}</b>
          {self && <span className="shrink-0 text-sm text-ink-3">you</span>}
        </span>
        <span className="block truncate text-ink-2">{person.email}</span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 wide:hidden">
          <RoleTag role={person.role} />
          <StateChip state={person.status} />
          <LastSeen person={person} />
        </span>
        <LinkLine person={person} onTask={onTask} />
      </Td>
      <Td className={WIDE}>
        <RoleTag role={person.role} />
      </Td>
      <Td className={WIDE}>
        <StateChip state={person.status} />
      </Td>
      <Td className={`whitespace-nowrap text-ink-2 ${WIDE}`}>
        <LastSeen person={person} />
      </Td>
      <Td className="w-12 pr-3 text-right max-wide:align-top">
        <PersonRowMenu person={person} onTask={onTask} />
      </Td>
    </tr>
  );
}

function LastSeen({ person }: { readonly person: Member }) {
  if (person.last_seen_at === null) {
    return (
      <span className="text-ink-3">
        never<span className="wide:hidden"> seen</span>
      </span>
    );
  }
  return <Time value={person.last_seen_at} />;
}

/** How the link stands with which somebody can set a password; where there is something to do, how. */
function LinkLine({ person, onTask }: PersonRowProps) {
  const { status, password_link: link } = person;
  if (status === "disabled" || (status === "active" && link === null)) return null;
  const again = (
    <Button size="s" onClick={() => onTask({ what: "link", person })}>
      New link
    </Button>
  );
  if (link === null) {
    return (
      <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-unconfirmed">
        The invitation has lapsed. {again}
      </span>
    );
  }
  if (link.mail_error !== null) {
    return (
      <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-failed">
        <span>The mail did not go out: {link.mail_error}</span> {again}
      </span>
    );
  }
  return (
    <span className="mt-0.5 block text-sm text-ink-3">
      {link.purpose === "invitation" ? "The invitation" : "A reset link"} lapses <Time value={link.expires_at} />
      {link.mailed_at !== null && (
        <>
          ; mailed <Time value={link.mailed_at} />
        </>
      )}
    </span>
  );
}

function RowSkeleton() {
  return (
    <tr>
      <Td className="pl-3.5 wide:w-1/2">
        <Skeleton className="h-3.5 w-32" />
        <Skeleton className="mt-1.5 h-3.5 w-48 max-w-full" />
      </Td>
      <Td className={WIDE}>
        <Skeleton className="h-[21px] w-20 rounded-full" />
      </Td>
      <Td className={WIDE}>
        <Skeleton className="h-[21px] w-18 rounded-full" />
      </Td>
      <Td className={WIDE}>
        <Skeleton className="h-3.5 w-16" />
      </Td>
      <Td />
    </tr>
  );
}
