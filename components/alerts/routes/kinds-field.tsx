import { CheckList } from "@/components/ui/check-list";
import type { AlertKind } from "@/lib/domain/alerts/contract";
import { KIND_OPTIONS } from "../kind-words";

interface KindsFieldProps {
  readonly kinds: readonly AlertKind[];
  readonly onChange: (kinds: readonly AlertKind[]) => void;
  readonly error?: string | undefined;
}

/** Which alerts go along a route. */
export function KindsField({ kinds, onChange, error }: KindsFieldProps) {
  return <CheckList legend="Which alerts" values={kinds} options={OPTIONS} onChange={onChange} error={error} />;
}

const OPTIONS = KIND_OPTIONS.map(({ value, word, when }) => ({
  value,
  label: (
    <span>
      {word}
      <span className="block text-sm text-ink-3">{when}</span>
    </span>
  ),
}));
