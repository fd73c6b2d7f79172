import { Skeleton } from "@/components/ui/skeleton";
import { ROOMY, Table, Td, Th, WIDE } from "@/components/ui/table";
import type { ApiKey } from "@/lib/domain/access/contract";
import { KeyRow, type KeyTask } from "./key-row";

interface KeysTableProps {
  /** Undefined while they are on their way. */
  readonly keys: readonly ApiKey[] | undefined;
  readonly onTask: (task: KeyTask) => void;
}

export function KeysTable({ keys, onTask }: KeysTableProps) {
  return (
    <div className="overflow-clip rounded-l border bg-surface">
      <Table className="[&_tr:last-child_td]:border-b-0">
        <thead>
          <tr>
            <Th className="bg-surface pl-3.5">Name</Th>
            <Th className={`bg-surface ${WIDE}`}>State</Th>
            <Th className={`bg-surface ${WIDE}`}>Rights</Th>
            <Th className={`bg-surface ${ROOMY}`}>Made</Th>
            <Th className={`bg-surface ${WIDE}`}>Last used</Th>
            <Th className="bg-surface">
              <span className="sr-only">What can be done</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys?.map((key) => <KeyRow key={key.id} apiKey={key} onTask={onTask} />) ??
            [0, 1, 2].map((at) => <RowSkeleton key={at} />)}
        </tbody>
      </Table>
    </div>
  );
}

function RowSkeleton() {
  return (
    <tr>
      <Td className="pl-3.5 wide:w-2/5">
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
      <Td className={WIDE}>
        <Skeleton className="h-3.5 w-16" />
      </Td>
      <Td />
    </tr>
  );
}
