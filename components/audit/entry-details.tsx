import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Fact } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import type { AuditEntry } from "@/lib/domain/audit/contract";
import { deedOf } from "./audit-words";
import type { TrailFilters } from "./use-audit-filters";

interface EntryDetailsProps {
  readonly entry: AuditEntry;
  readonly onFilter: (patch: Partial<TrailFilters>) => void;
}

/** Everything that is known of one entry, and the ways on from it. */
export function EntryDetails({ entry, onFilter }: EntryDetailsProps) {
  const { chain } = entry;
  return (
    <>
      <dl className="grid gap-x-8 gap-y-1.5 roomy:grid-cols-2">
        <Fact name="When">
          <Time value={entry.at} as="exact" /> <Code>{entry.at}</Code>
        </Fact>
        <Fact name="What">
          {deedOf(entry.operation)} <Code>{entry.operation}</Code>
        </Fact>
        <Fact name="Who">
          {entry.actor_name} <Code>{entry.actor_id}</Code>
        </Fact>
        <Fact name="On what">
          <Code>{entry.subject}</Code>
        </Fact>
        <Fact name="On behalf of">{entry.on_behalf_of ?? "nobody else"}</Fact>
        <Fact name="Address">{entry.address === null ? "inside the house" : <Code>{entry.address}</Code>}</Fact>
        <Fact name="Request">
          <Code>{entry.request_id}</Code>
          <Copy text={entry.request_id} what="request id" />
        </Fact>
        <Fact name="Chain">{chain ? `link ${chain.seq.toLocaleString("en")}` : "gets its link within seconds"}</Fact>
        {chain && (
          <Fact name="Hash" className="roomy:col-span-2">
            <Code>{chain.hash}</Code>
            <Copy text={chain.hash} what="hash" />
          </Fact>
        )}
      </dl>
      <div className="mt-2.5 flex flex-wrap gap-1.5">
        <Button size="s" onClick={() => onFilter({ subject: entry.subject })}>
          Everything on this
        </Button>
        <Button size="s" onClick={() => onFilter({ actor: entry.actor_id })}>
          Everything by {entry.actor_name}
        </Button>
        <Button size="s" onClick={() => onFilter({ request_id: entry.request_id })}>
          The whole request
        </Button>
      </div>
    </>
  );
}

const Code = ({ children }: { readonly children: string }) => (
  <span className="font-mono text-xs break-all text-ink-2">{children}</span>
);

/** Beside a text without making its line taller. */
const Copy = ({ text, what }: { readonly text: string; readonly what: string }) => (
  <span className="-my-1 ml-1 inline-block align-middle">
    <CopyButton text={text} what={what} />
  </span>
);
