"use client";

import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { ROOMY, Td, WIDE } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { ApiKey, ApiKeySecret } from "@/lib/domain/access/contract";
import { KeySecretsRow } from "./key-secrets-row";
import { standingOf, type KeyStanding } from "./key-standing";
import { roleOf } from "./scope-words";

/** What is to be done with which key, in a dialog. */
export type KeyTask =
  | { readonly what: "rotate" | "revoke"; readonly apiKey: ApiKey }
  | { readonly what: "end-old"; readonly apiKey: ApiKey; readonly older: ApiKeySecret };

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly onTask: (task: KeyTask) => void;
}

/** A key, and below it both of its secrets while it has two. */
export function KeyRow({ apiKey, onTask }: KeyRowProps) {
  const standing = standingOf(apiKey, useNow());
  const { ended, living } = standing;
  const [newer, older] = living;
  const rights = roleOf(apiKey.scopes) ?? apiKey.scopes.join(", ");
  const cell = older ? "border-b-0" : "";
  return (
    <>
      <tr>
        <Td className={`max-w-0 min-w-40 pl-3.5 wide:w-2/5 ${cell}`}>
          <b className={`block truncate font-[570] ${ended ? "text-ink-2" : ""}`} title={apiKey.name}>
            {apiKey.name}
          </b>
          <span className="font-mono text-xs text-ink-2">{newer?.prefix ?? apiKey.prefix}…</span>
          <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 wide:hidden">
            <Standing apiKey={apiKey} standing={standing} />
          </span>
          <span className="mt-0.5 block text-ink-2 wide:hidden">
            {rights} · <LastUse at={apiKey.last_used_at} />
          </span>
        </Td>
        <Td className={`${WIDE} ${cell}`}>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Standing apiKey={apiKey} standing={standing} />
          </span>
        </Td>
        <Td className={`text-ink-2 ${WIDE} ${cell}`} title={apiKey.scopes.join(", ")}>
          <span className="line-clamp-2">{rights}</span>
        </Td>
        <Td className={`text-ink-2 ${ROOMY} ${cell}`}>
          <Time value={apiKey.created_at} /> <span className="text-ink-3">by {apiKey.created_by}</span>
        </Td>
        <Td className={`whitespace-nowrap text-ink-2 ${WIDE} ${cell}`}>
          <LastUse at={apiKey.last_used_at} />
        </Td>
        <Td className={`pr-3 text-right whitespace-nowrap max-wide:align-top ${cell}`}>
          {!ended && (
            <span className="inline-flex items-center max-wide:flex-col max-wide:items-end">
              <Button
                look="ghost"
                size="s"
                onClick={() => !older && onTask({ what: "rotate", apiKey })}
                aria-label={`Rotate ${apiKey.name}`}
                {...(older ? { "aria-disabled": true, title: "End the old secret first." } : {})}
              >
                Rotate
              </Button>
              <Button
                look="ghost"
                size="s"
                onClick={() => onTask({ what: "revoke", apiKey })}
                aria-label={`Revoke ${apiKey.name}`}
              >
                Revoke
              </Button>
            </span>
          )}
        </Td>
      </tr>
      {newer && older && <KeySecretsRow apiKey={apiKey} newer={newer} older={older} onTask={onTask} />}
    </>
  );
}

/** The chips of a key's state, and when it ends or has ended. */
function Standing({ apiKey, standing }: { readonly apiKey: ApiKey; readonly standing: KeyStanding }) {
  const { states, ended, endsAt } = standing;
  const over = ended ? (apiKey.revoked_at ?? apiKey.expires_at) : null;
  return (
    <>
      {states.map((state) => (
        <StateChip key={state} state={state} />
      ))}
      {endsAt !== null && (
        <span className="text-sm whitespace-nowrap text-ink-3">
          ends <Time value={endsAt} />
        </span>
      )}
      {over !== null && <Time value={over} className="text-sm text-ink-3" />}
    </>
  );
}

function LastUse({ at }: { readonly at: string | null }) {
  return at === null ? <span className="text-ink-3">never used</span> : <Time value={at} />;
}
