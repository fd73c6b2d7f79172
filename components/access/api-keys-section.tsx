"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ApiKey } from "@/lib/domain/access/contract";
import { CreateKeyDialog } from "./create-key-dialog";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { roleOf } from "./scope-words";
import { useApiKeys } from "./use-api-keys";

const ROOMY = "max-roomy:hidden";
const WIDE = "max-wide:hidden";

/** The keys that services use at the API. */
export function ApiKeysSection() {
  const keys = useApiKeys();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const items = keys.data?.pages.flatMap((page) => page.items);

  return (
    <section aria-labelledby="api-keys" className="p-4 wide:p-5">
      <div className="mb-3 flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 id="api-keys" className="font-semibold">
            API keys
          </h2>
          <p className="text-ink-2">What services sign in with. A key is shown once, when it is made.</p>
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
      {(keys.isPending || (items && items.length > 0)) && (
        <div className="overflow-clip rounded-l border bg-surface">
          <Table className="[&_tr:last-child_td]:border-b-0">
            <thead>
              <tr>
                <Th className="bg-surface pl-3.5">Name</Th>
                <Th className={`bg-surface ${WIDE}`}>State</Th>
                <Th className={`bg-surface ${WIDE}`}>Rights</Th>
                <Th className={`bg-surface ${ROOMY}`}>Made</Th>
                <Th className={`bg-surface ${ROOMY}`}>Last used</Th>
                <Th className="bg-surface">
                  <span className="sr-only">Revoke</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {items?.map((key) => (
                <KeyRow key={key.id} apiKey={key} onRevoke={setRevoking} />
              ))}
              {keys.isPending && [0, 1, 2].map((at) => <RowSkeleton key={at} />)}
            </tbody>
          </Table>
        </div>
      )}
      {keys.hasNextPage && (
        <div className="flex justify-center pt-4">
          <Button busy={keys.isFetchingNextPage} onClick={() => void keys.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <CreateKeyDialog open={creating} onOpenChange={setCreating} />
      {revoking && <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}

function KeyRow({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke: (key: ApiKey) => void }) {
  const revoked = apiKey.revoked_at !== null;
  const role = roleOf(apiKey.scopes);
  return (
    <tr>
      <Td className="max-w-0 min-w-40 pl-3.5 wide:w-2/5">
        <b className={`block truncate font-[570] ${revoked ? "text-ink-2" : ""}`}>{apiKey.name}</b>
        <span className="font-mono text-xs text-ink-2">{apiKey.prefix}…</span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-2 wide:hidden">
          <StateChip state={revoked ? "revoked" : "active"} /> {role ?? apiKey.scopes.join(", ")}
        </span>
      </Td>
      <Td className={WIDE}>
        <StateChip state={revoked ? "revoked" : "active"} />
      </Td>
      <Td className={`text-ink-2 ${WIDE}`} title={apiKey.scopes.join(", ")}>
        {role ?? apiKey.scopes.join(", ")}
      </Td>
      <Td className={`text-ink-2 ${ROOMY}`}>
        <Time value={apiKey.created_at} /> <span className="text-ink-3">by {apiKey.created_by}</span>
      </Td>
      <Td className={`whitespace-nowrap text-ink-2 ${ROOMY}`}>
        {apiKey.last_used_at === null ? "never" : <Time value={apiKey.last_used_at} />}
      </Td>
      <Td className="pr-3 text-right whitespace-nowrap">
        {apiKey.revoked_at === null ? (
          <Button look="ghost" size="s" onClick={() => onRevoke(apiKey)} aria-label={`Revoke ${apiKey.name}`}>
            Revoke
          </Button>
        ) : (
          <Time value={apiKey.revoked_at} className="pr-2 text-sm text-ink-3" />
        )}
      </Td>
    </tr>
  );
}

function RowSkeleton() {
  return (
    <tr>
      <Td className="pl-3.5">
        <Skeleton className="h-3.5 w-32" />
        <Skeleton className="mt-1.5 h-3 w-24" />
      </Td>
      <Td className={WIDE}>
        <Skeleton className="h-[21px] w-18 rounded-full" />
      </Td>
      <Td className={WIDE}>
        <Skeleton className="h-3.5 w-32" />
      </Td>
      <Td className={ROOMY}>
        <Skeleton className="h-3.5 w-28" />
      </Td>
      <Td className={ROOMY}>
        <Skeleton className="h-3.5 w-16" />
      </Td>
      <Td />
    </tr>
  );
}
