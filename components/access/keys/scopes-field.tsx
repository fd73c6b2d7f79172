import { useId } from "react";
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
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-1 text-sm font-[550]">May do</legend>
      <Segmented
        label="Preset"
        value={roleOf(scopes) ?? ""}
        options={ROLE_OPTIONS}
        onChange={(preset) => preset !== "" && onChange(SCOPES_OF_ROLE[preset])}
        className="flex w-full"
      />
      <ul className="mt-2">
        {SCOPES.map((scope) => (
          <li key={scope}>
            <label className="flex min-h-7 cursor-pointer items-center gap-2.5 rounded-s px-1 hover:bg-ink/4">
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                }
                className="size-3.5 shrink-0 accent-accent"
              />
              <span className="flex-1">{SCOPE_WORDS[scope]}</span>
              <code className="font-mono text-xs text-ink-3">{scope}</code>
            </label>
          </li>
        ))}
      </ul>
      {error !== undefined && (
        <p id={errorId} className="mt-1 text-sm text-failed">
          {error}
        </p>
      )}
    </fieldset>
  );
}
