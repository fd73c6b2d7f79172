"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Td } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ApiKey, ApiKeySecret } from "@/lib/domain/access/contract";
import type { KeyTask } from "./key-row";

interface KeySecretsRowProps {
  readonly apiKey: ApiKey;
  readonly newer: ApiKeySecret;
  readonly older: ApiKeySecret;
  readonly onTask: (task: KeyTask) => void;
}

/** The two secrets of a key that is being rotated: which one its service uses says whether the old one can go. */
export function KeySecretsRow({ apiKey, newer, older, onTask }: KeySecretsRowProps) {
  return (
    <tr>
      <Td colSpan={6} className="pt-0 pr-3 pb-2.5 pl-3.5">
        <ul className="divide-y rounded-m bg-sunken px-2.5 text-ink-2">
          <SecretLine secret={newer} what="New" />
          <SecretLine secret={older} what="Old">
            {older.expires_at !== null && (
              <span>
                works until <Time value={older.expires_at} as="exact" />
              </span>
            )}
            <Button
              size="s"
              onClick={() => onTask({ what: "end-old", apiKey, older })}
              aria-label={`End the old secret of ${apiKey.name} now`}
              className="ml-auto"
            >
              End the old one now
            </Button>
          </SecretLine>
        </ul>
      </Td>
    </tr>
  );
}

interface SecretLineProps {
  readonly secret: ApiKeySecret;
  readonly what: "New" | "Old";
  readonly children?: ReactNode;
}

function SecretLine({ secret, what, children }: SecretLineProps) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 py-1.25 text-sm">
      <b className="w-7 font-[550] text-ink">{what}</b>
      <span className="font-mono text-xs">{secret.prefix}…</span>
      <span>
        {secret.last_used_at === null ? (
          "never used"
        ) : (
          <>
            used <Time value={secret.last_used_at} />
          </>
        )}
      </span>
      {children}
    </li>
  );
}
