"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import type { ApiKey, ApiKeySecret } from "@/lib/domain/access/contract";
import { useRevokeSecret } from "./use-api-keys";

interface EndSecretDialogProps {
  readonly apiKey: ApiKey;
  readonly secret: ApiKeySecret;
  readonly onClose: () => void;
}

/** Asks before the old secret of a rotation ends ahead of its time; its last use says whether that is safe. */
export function EndSecretDialog({ apiKey, secret, onClose }: EndSecretDialogProps) {
  const end = useRevokeSecret(apiKey);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title={`End the old secret of “${apiKey.name}”?`}
      description={
        secret.last_used_at === null ? (
          "Nothing has used it yet. From now on only the new one works."
        ) : (
          <>
            It was last used <Time value={secret.last_used_at} />. Whatever still uses it is refused from now on; only
            the new one works.
          </>
        )
      }
    >
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Keep both
        </Button>
        <Button look="danger" busy={end.isPending} onClick={() => end.mutate(secret.id, { onSettled: onClose })}>
          End it now
        </Button>
      </DialogActions>
    </Dialog>
  );
}
