"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { ChooseFiles } from "@/components/uploads/choose-files";
import { useQueue } from "@/components/uploads/use-uploads";
import type { Delivery } from "@/lib/domain/deliveries/contract";
import { DeliverByAddress } from "./deliver-by-address";
import { DeliverLeft, DeliverQueued } from "./deliver-upload";
import { nameOf, type Delivering } from "./use-delivering";

interface DeliverDialogProps {
  readonly delivering: Delivering;
  /** Projects there are already, as suggestions. */
  readonly projects: readonly string[];
}

const WAYS = [
  { value: "upload", word: "From this computer" },
  { value: "address", word: "From an address" },
] as const;

/** Delivers by hand what a service would deliver over the API, with the same promises. */
export function DeliverDialog({ delivering, projects }: DeliverDialogProps) {
  return (
    <Dialog
      open={delivering.open}
      onOpenChange={(open) => delivering.onOpenChange(open)}
      title="Deliver a video"
      description="The desk checks the MP4 against these promises, and keeps the very same bytes."
      className="max-w-lg"
    >
      <Ways delivering={delivering} projects={projects} />
    </Dialog>
  );
}

function Ways({ delivering, projects }: DeliverDialogProps) {
  const router = useRouter();
  const queue = useQueue();
  const [way, setWay] = useState<"upload" | "address">("upload");
  const { subjects, at } = delivering;
  const subject = subjects[at];
  const file = subject && "key" in subject ? queue.find(({ key }) => key === subject.key) : undefined;

  function delivered({ video_id: id, title }: Delivery) {
    toast.success(`“${title}” is on its way`);
    delivering.next();
    // Of several, the others come first.
    if (subjects.length <= 1) router.push(`/desk/videos/${id}`);
  }
  const cancel = () => delivering.onOpenChange(false);
  const shared = {
    projects,
    onDelivered: delivered,
    onCancel: () => (subject === undefined ? cancel() : delivering.next()),
    cancelWord: "Later",
  };

  if (subject !== undefined && ("upload" in subject || file)) {
    return (
      <>
        {subjects.length > 1 && (
          <output className="mb-2 block text-sm text-ink-2">
            {at + 1} of {subjects.length}
          </output>
        )}
        {"upload" in subject ? (
          <DeliverLeft key={nameOf(subject)} upload={subject.upload} {...shared} />
        ) : (
          file && <DeliverQueued key={nameOf(subject)} file={file} {...shared} />
        )}
      </>
    );
  }
  return (
    <>
      <Segmented label="Where it is" value={way} options={WAYS} onChange={setWay} className="mb-3 flex w-full" />
      {way === "upload" ? (
        <ChooseFiles onTaken={(keys) => delivering.add(keys.map((key) => ({ key })))} />
      ) : (
        <DeliverByAddress projects={projects} onDelivered={delivered} onCancel={cancel} />
      )}
    </>
  );
}
