"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type InfiniteData,
} from "@tanstack/react-query";
import { toast } from "sonner";
import type { z } from "zod";
import { api, ApiProblem, sentenceOf, valueOf } from "@/components/ui/api";
import { useSubmissionName } from "@/components/ui/use-submission-name";
import type { Reply } from "@/lib/core/reply";
import type { EditPerson, InvitePerson, Invited, Member, MemberPage, PasswordLink } from "@/lib/domain/access/contract";

type Page = z.infer<typeof MemberPage>;
export type Invite = (
  input: z.input<typeof InvitePerson>,
  options: { readonly idempotencyKey: string },
) => Promise<Reply<Invited>>;
export type Changes = Omit<z.input<typeof EditPerson>, "id">;

const PEOPLE = ["people"];
const addressOf = (person: Member) => `/api/v1/people/${person.id}`;

/** The people whose name or address holds `q`, page after page. */
export function usePeople(q: string) {
  return useInfiniteQuery({
    queryKey: [...PEOPLE, q],
    queryFn: ({ pageParam, signal }) =>
      api<Page>(
        `/api/v1/people?${new URLSearchParams({ limit: "50", ...(q && { q }), ...(pageParam && { cursor: pageParam }) }).toString()}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** `invite` is the page's server action. */
export function useInvitePerson(invite: Invite) {
  const client = useQueryClient();
  const { nameOf, forget } = useSubmissionName();
  return useMutation({
    mutationFn: async (input: z.input<typeof InvitePerson>) =>
      valueOf(invite(input, { idempotencyKey: nameOf(input) })),
    onSuccess: () => {
      forget();
      return client.invalidateQueries({ queryKey: PEOPLE });
    },
  });
}

/** Shows the change at once; where the desk refuses it, what was there comes back. */
export function useEditPerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ person, changes }: { readonly person: Member; readonly changes: Changes }) =>
      api<Member>(addressOf(person), { method: "PATCH", body: changes, revision: person.revision }),
    onMutate: async ({ person, changes }) => {
      await client.cancelQueries({ queryKey: PEOPLE });
      const before = client.getQueriesData<InfiniteData<Page>>({ queryKey: PEOPLE });
      const shown = expected(person, changes);
      client.setQueriesData<InfiniteData<Page>>({ queryKey: PEOPLE }, (now) => now && withPerson(now, shown));
      return before;
    },
    onError: (_error, _input, before) => before?.forEach(([key, data]) => client.setQueryData(key, data)),
    onSettled: () => client.invalidateQueries({ queryKey: PEOPLE }),
  });
}

export function useRemovePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (person: Member) => api<unknown>(addressOf(person), { method: "DELETE", revision: person.revision }),
    onSettled: () => client.invalidateQueries({ queryKey: PEOPLE }),
  });
}

/** A new link for a password, as an invitation or as a reset: the one before it stops working. */
export function useMakePasswordLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (person: Member) => api<PasswordLink>(`${addressOf(person)}/password-link`, { method: "POST" }),
    onSettled: () => client.invalidateQueries({ queryKey: PEOPLE }),
  });
}

export function useEndSessionsOf() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (person: Member) =>
      api<{ readonly ended: number }>(`${addressOf(person)}/sessions`, { method: "DELETE" }),
    onSettled: () => client.invalidateQueries({ queryKey: PEOPLE }),
  });
}

/** Why a change did not happen, where there is no dialog to say it in. */
export function tellRefusal(error: unknown, title: string): void {
  const stale = error instanceof ApiProblem && error.status === 412;
  toast.error(title, {
    description: stale
      ? "Somebody else changed this person meanwhile. The list is fresh now: look again."
      : sentenceOf(error),
  });
}

function expected(person: Member, { name, role, disabled }: Changes): Member {
  return {
    ...person,
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(disabled === true && { status: "disabled" as const }),
  };
}

function withPerson(data: InfiniteData<Page>, person: Member): InfiniteData<Page> {
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      items: page.items.map((other) => (other.id === person.id ? person : other)),
    })),
  };
}
