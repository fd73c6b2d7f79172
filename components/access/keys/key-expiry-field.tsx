import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { exactWords } from "@/components/ui/words";
import { MOST_KEY_YEARS } from "@/lib/domain/access/contract";
import { daysToChoose, endOf, EXPIRIES, type Expiry } from "./key-expiry";

interface KeyExpiryFieldProps {
  readonly expiry: Expiry;
  readonly onExpiry: (expiry: Expiry) => void;
  readonly date: string;
  readonly onDate: (date: string) => void;
  /** The moment from which days are counted. */
  readonly from: Date;
  readonly error?: string | undefined;
}

/** When a key stops working by itself, and what that comes to on the calendar. */
export function KeyExpiryField({ expiry, onExpiry, date, onDate, from, error }: KeyExpiryFieldProps) {
  const saidId = useId();
  const { first, last } = daysToChoose(from);
  const end = endOf({ expiry, date, from });
  const said = end === null ? "It works until it is revoked." : `It works until ${exactWords(end)}.`;
  return (
    <fieldset aria-describedby={expiry === "date" ? undefined : saidId}>
      <legend className="mb-1 text-sm font-[550]">Expires</legend>
      <Segmented label="Expires" value={expiry} options={EXPIRIES} onChange={onExpiry} className="flex w-full" />
      {expiry === "date" ? (
        <Field
          label="Last day"
          error={error}
          hint={end === null ? `At most ${MOST_KEY_YEARS} years ahead.` : said}
          className="mt-2"
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              value={date}
              min={first}
              max={last}
              onChange={(event) => onDate(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <p id={saidId} className={`mt-1 text-sm ${error === undefined ? "text-ink-3" : "text-failed"}`}>
          {error ?? said}
        </p>
      )}
    </fieldset>
  );
}
