import { KeyRound } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";

/** A webhook's secret, this once: its receiver checks the signatures with it. */
export function ShownSecret({ secret, onDone }: { readonly secret: string | null; readonly onDone: () => void }) {
  return (
    <>
      {secret === null ? (
        <ProblemState
          title="This was done before, but its answer got lost."
          reason="The secret cannot be shown a second time. Remove the route and make another."
        />
      ) : (
        <div className="flex items-center gap-2 rounded-m bg-unconfirmed-soft p-2.5">
          <KeyRound aria-hidden size={16} strokeWidth={1.8} className="shrink-0 text-unconfirmed" />
          <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{secret}</code>
          <CopyButton text={secret} what="secret" labelled look="plain" />
        </div>
      )}
      <DialogActions>
        <Button look="primary" onClick={onDone}>
          {secret === null ? "Close" : "I have it"}
        </Button>
      </DialogActions>
    </>
  );
}
