import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { NewApiKey } from "@/lib/domain/access/contract";

interface ShownKeyProps {
  readonly made: NewApiKey;
  readonly onDone: () => void;
  /** What else there is to know about it. */
  readonly children?: ReactNode;
}

/** A key's text, this once: the desk keeps only its hash. */
export function ShownKey({ made, onDone, children }: ShownKeyProps) {
  if (made.key === null) {
    return (
      <>
        <ProblemState
          title="This was done before, but its answer got lost."
          reason="The key cannot be shown a second time. End its newest secret or revoke the key, and make another."
        />
        <DialogActions>
          <Button look="primary" onClick={onDone}>
            Close
          </Button>
        </DialogActions>
      </>
    );
  }
  return (
    <>
      <div className="flex items-center gap-2 rounded-m bg-unconfirmed-soft p-2.5">
        <KeyRound aria-hidden size={16} strokeWidth={1.8} className="shrink-0 text-unconfirmed" />
        <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{made.key}</code>
        <CopyButton text={made.key} what="key" labelled look="plain" />
      </div>
      {children}
      <DialogActions>
        <Button look="primary" onClick={onDone}>
          I have it
        </Button>
      </DialogActions>
    </>
  );
}
