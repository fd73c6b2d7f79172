"use client";

import { KeyRound, Plus } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { CreateKeyDialog } from "./create-key-dialog";
import { EndSecretDialog } from "./end-secret-dialog";
import type { KeyTask } from "./key-row";
import { KeysTable } from "./keys-table";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";
import { useApiKeys } from "./use-api-keys";
import { useFocusKept } from "@/components/ui/use-focus-kept";

/** The keys that services use at the API. */
export function ApiKeysSection() {
  const keys = useApiKeys();
  const [creating, setCreating] = useState(false);
  // With the key as its row showed it then: a list that is fresh by now carries no old decision along.
  const [task, setTask] = useState<KeyTask | null>(null);
  const done = () => setTask(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = useFocusKept(heading, [task, keys.dataUpdatedAt]);
  const items = keys.data?.pages.flatMap((page) => page.items);

  return (
    <section aria-labelledby="api-keys" {...kept} className="p-4 wide:p-5">
      <div className="mb-3 flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 id="api-keys" ref={heading} tabIndex={-1} className="font-semibold">
            API keys
          </h2>
          <p className="text-ink-2">
            What services sign in with. A key is shown once; rotate it to change its secret without a gap.{" "}
            <Link
              href="/reference"
              prefetch={false}
              className="text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent"
            >
              API reference
            </Link>
          </p>
        </div>
        <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
          New key
        </Button>
      </div>
      {keys.isError && (
        <ProblemState
          title="The keys could not be loaded."
          reason={sentenceOf(keys.error)}
          onRetry={() => void keys.refetch()}
          className="mb-3"
        />
      )}
      {items?.length === 0 && (
        <EmptyState icon={KeyRound} title="No keys yet. Make one for each service that delivers." />
      )}
      {(keys.isPending || (items && items.length > 0)) && <KeysTable keys={items} onTask={setTask} />}
      {keys.hasNextPage && (
        <div className="flex justify-center pt-4">
          <Button busy={keys.isFetchingNextPage} onClick={() => void keys.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <CreateKeyDialog open={creating} onOpenChange={setCreating} />
      {task?.what === "rotate" && <RotateKeyDialog apiKey={task.apiKey} onClose={done} />}
      {task?.what === "revoke" && <RevokeKeyDialog apiKey={task.apiKey} onClose={done} />}
      {task?.what === "end-old" && <EndSecretDialog apiKey={task.apiKey} secret={task.older} onClose={done} />}
    </section>
  );
}
