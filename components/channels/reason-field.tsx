import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** Why something is held up, for everybody who meets it. */
export function ReasonField({ value, onChange, error }: ReasonFieldProps) {
  return (
    <Field label="Why (optional)" hint="Everybody at the desk reads it." error={error}>
      {(control) => (
        <Input
          {...control}
          value={value}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
