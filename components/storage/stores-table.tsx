import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, WIDE } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { bytesInWords, countOf } from "@/components/ui/words";
import type { Store } from "@/lib/domain/copies/contract";
import { concernsOf, DRIVER_WORDS, storeInWords } from "./storage-words";

/** Every store, what stands in it, and how it is. Undefined while they are on their way. */
export function StoresTable({ stores }: { readonly stores: readonly Store[] | undefined }) {
  return (
    <div className="overflow-clip rounded-l border bg-surface">
      <Table className="[&_tr:last-child_td]:border-b-0">
        <thead>
          <tr>
            <Th className="bg-surface pl-3.5">Store</Th>
            <Th className={`bg-surface text-right ${WIDE}`}>Films</Th>
            <Th className={`bg-surface text-right ${WIDE}`}>Size</Th>
            <Th className={`bg-surface ${WIDE}`}>Health</Th>
            <Th className={`bg-surface pr-3.5 ${WIDE}`}>Oldest check</Th>
          </tr>
        </thead>
        <tbody>
          {stores?.map((store) => <StoreRow key={store.name} store={store} />) ??
            [0, 1].map((at) => <RowSkeleton key={at} />)}
        </tbody>
      </Table>
    </div>
  );
}

function StoreRow({ store }: { readonly store: Store }) {
  const { name, driver, role, objects, bytes, oldest_check_at: oldest } = store;
  return (
    <tr>
      <Td className="max-w-0 min-w-40 pl-3.5 wide:w-2/5">
        <b className={`block truncate font-[570] ${role === "former" ? "text-ink-2" : ""}`} title={name}>
          {storeInWords(name)}
        </b>
        <span className="block text-ink-2">
          {role === "former" ? "not in the settings any more" : role} · {DRIVER_WORDS[driver]}
        </span>
        <span className="mt-1 block text-ink-2 tabular-nums wide:hidden">
          {countOf(objects, "film")} · {bytesInWords(bytes)}
          {oldest !== null && (
            <>
              {" · oldest check "}
              <Time value={oldest} />
            </>
          )}
        </span>
        <span className="mt-1 block wide:hidden">
          <Health store={store} />
        </span>
      </Td>
      <Td className={`text-right whitespace-nowrap tabular-nums ${WIDE}`}>{objects.toLocaleString("en")}</Td>
      <Td className={`text-right whitespace-nowrap tabular-nums ${WIDE}`}>{bytesInWords(bytes)}</Td>
      <Td className={WIDE}>
        <Health store={store} />
      </Td>
      <Td className={`pr-3.5 whitespace-nowrap text-ink-2 ${WIDE}`}>
        {oldest === null ? <span className="text-ink-3">none yet</span> : <Time value={oldest} />}
      </Td>
    </tr>
  );
}

function Health({ store }: { readonly store: Store }) {
  const concerns = concernsOf(store);
  const { icon: Icon, hue } = looksOf(store, concerns.length === 0);
  const fine = store.objects === 0 ? "empty" : "all verified";
  return (
    <span className={`flex items-start gap-1.5 ${hue}`}>
      <Icon aria-hidden size={15} strokeWidth={1.8} className="mt-px shrink-0" />
      <span>{store.role === "former" ? "not looked at" : concerns.join(", ") || fine}</span>
    </span>
  );
}

function looksOf({ lost, troubled, objects, role }: Store, fine: boolean) {
  if (role === "former") return { icon: CircleDashed, hue: "text-ink-3" };
  if (lost > 0) return { icon: TriangleAlert, hue: "text-failed" };
  if (troubled > 0) return { icon: CircleAlert, hue: "text-unconfirmed" };
  if (!fine) return { icon: CircleAlert, hue: "text-scheduled" };
  return { icon: CircleCheck, hue: objects === 0 ? "text-ink-3" : "text-published" };
}

function RowSkeleton() {
  return (
    <tr>
      <Td className="pl-3.5 wide:w-2/5">
        <Skeleton className="h-3.5 w-32" />
        <Skeleton className="mt-1.5 h-3.5 w-40 max-w-full" />
      </Td>
      {[0, 1, 2, 3].map((at) => (
        <Td key={at} className={WIDE}>
          <Skeleton className="h-3.5 w-16" />
        </Td>
      ))}
    </tr>
  );
}
