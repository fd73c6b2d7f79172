import { CheckList } from "@/components/ui/check-list";
import { Segmented } from "@/components/ui/segmented";
import { SCOPES, SCOPES_OF_ROLE, type Scope } from "@/lib/core/caller";
import { ROLE_OPTIONS } from "../people/role-words";
import { roleOf, SCOPE_WORDS } from "./scope-words";

interface ScopesFieldProps {
  readonly scopes: readonly Scope[];
  readonly onChange: (scopes: readonly Scope[]) => void;
  readonly error?: string | undefined;
}

/** What a key may do: a role as a beginning, then right by right. */
export function ScopesField({ scopes, onChange, error }: ScopesFieldProps) {
  return (
    <CheckList legend="May do" values={scopes} options={OPTIONS} onChange={onChange} error={error}>
      <Segmented
        label="Preset"
        value={roleOf(scopes) ?? ""}
        options={ROLE_OPTIONS}
        onChange={(preset) => preset !== "" && onChange(SCOPES_OF_ROLE[preset])}
        className="mb-2 flex w-full"
      />
    </CheckList>
  );
}

const OPTIONS = SCOPES.map((value) => ({
  value,
  label: (
    <span className="flex flex-1 items-baseline">
      <span className="flex-1">{SCOPE_WORDS[value]}</span>
      <code className="font-mono text-xs text-ink-3">{value}</code>
    </span>
  ),
}));
