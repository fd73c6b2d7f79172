import { KeyRound } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { NewChannel } from "@/lib/domain/channels/contract";
import { FeedAddresses } from "./feed-addresses";

/** What the desk has to hand over once a channel stands: the addresses of a feed, or a secret that is shown this once. */
export function MadeChannel({ made, onDone }: { readonly made: NewChannel; readonly onDone: () => void }) {
  if (made.feed_url !== null)
    return (
      <>
        <FeedAddresses feedUrl={made.feed_url} />
        <DialogActions>
          <Button look="primary" onClick={onDone}>
            Done
          </Button>
        </DialogActions>
      </>
    );
  return (
    <>
      {made.secret === null ? (
        <ProblemState
          title="This was done before, but its answer got lost."
          reason="The secret cannot be shown a second time: give the channel a new one on its page."
        />
      ) : (
        <ShownOnce secret={made.secret} />
      )}
      <DialogActions>
        <Button look="primary" onClick={onDone}>
          {made.secret === null ? "Close" : "I have it"}
        </Button>
      </DialogActions>
    </>
  );
}

export function ShownOnce({ secret }: { readonly secret: string }) {
  return (
    <div className="flex items-center gap-2 rounded-m bg-unconfirmed-soft p-2.5">
      <KeyRound aria-hidden size={16} strokeWidth={1.8} className="shrink-0 text-unconfirmed" />
      <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{secret}</code>
      <CopyButton text={secret} what="secret" labelled look="plain" />
    </div>
  );
}
