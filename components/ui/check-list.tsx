import { useId, type ReactNode } from "react";

interface CheckListProps<Value extends string> {
  readonly legend: string;
  readonly values: readonly Value[];
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (values: readonly Value[]) => void;
  readonly error?: string | undefined;
  /** Stands between the legend and the list. */
  readonly children?: ReactNode;
}

/** Some of many: each with a box of its own, below one name. */
export function CheckList<Value extends string>({
  legend,
  values,
  options,
  onChange,
  error,
  children,
}: CheckListProps<Value>) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-1 text-sm font-[550]">{legend}</legend>
      {children}
      <ul>
        {options.map(({ value, label }) => (
          <li key={value}>
            <label className="flex min-h-7 cursor-pointer items-start gap-2.5 rounded-s px-1 py-1 hover:bg-ink/4">
              <input
                type="checkbox"
                checked={values.includes(value)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...values, value] : values.filter((other) => other !== value))
                }
                className="mt-0.75 size-3.5 shrink-0 accent-accent"
              />
              {label}
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
