"use client";

import { Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { useDelivery } from "@/components/deliveries/use-deliveries";
import type { MadeOfIt } from "./queued-file";
import { uploadQueue } from "./upload-queue";
import { afloatInWords } from "./upload-words";
import { useQueue } from "./use-uploads";

const HOME = "/desk/videos";

/** On every other screen: that files are on their way, and the way to them. Follows on each what is made of them. */
export function UploadsAfloat() {
  const queue = useQueue();
  const pathname = usePathname();
  if (queue.length === 0) return null;
  return (
    <>
      {queue.map((file) => file.delivery && <Follow key={file.key} of={file.key} delivery={file.delivery} />)}
      {pathname !== HOME && (
        <Link
          href={HOME}
          className="fixed bottom-18 left-4 z-30 flex h-8 items-center gap-2 rounded-full border bg-raised px-3 text-sm font-[520] tabular-nums shadow-2 wide:bottom-4 wide:left-[14.5rem]"
        >
          <Upload aria-hidden size={14} strokeWidth={1.8} className="text-ink-3" />
          {afloatInWords(queue)}
        </Link>
      )}
    </>
  );
}

/** Asks how far a delivery is while it is on its way, on whichever screen somebody is. */
function Follow({ of, delivery }: { readonly of: string; readonly delivery: MadeOfIt }) {
  const { data } = useDelivery(delivery.audit_log_id);
  useEffect(() => {
    if (data && (data.status !== delivery.status || data.error_message !== delivery.error_message))
      void uploadQueue.follow(of, data);
  }, [of, data, delivery]);
  return null;
}
