import type { Role } from "@/lib/core/caller";
import { roleWords } from "./role-words";

/** A role as a tag. It is no state, so it has no colour. */
export function RoleTag({ role }: { readonly role: Role }) {
  const { word, icon: Icon } = roleWords(role);
  return (
    <span className="inline-flex h-[21px] items-center gap-1.25 rounded-full border border-line-strong pr-2 pl-1.5 text-xs whitespace-nowrap text-ink-2">
      <Icon aria-hidden size={12} />
      {word}
    </span>
  );
}
