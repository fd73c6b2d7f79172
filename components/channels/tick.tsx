import { useId, type ReactNode } from "react";

interface TickProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** Yes or no, with what it means below. */
export function Tick({ checked, onChange, hint, children }: TickProps) {
  const hintId = useId();
  return (
    <div>
      <label className="flex min-h-7 cursor-pointer items-center gap-2.5 rounded-s px-1 hover:bg-ink/4">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={hint === undefined ? undefined : hintId}
          className="size-3.5 shrink-0 accent-accent"
        />
        {children}
      </label>
      {hint !== undefined && (
        <p id={hintId} className="pl-7 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
