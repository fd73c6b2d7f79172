"use client";

import { Pause, Play, RotateCw, X } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { useDelivery } from "@/components/deliveries/use-deliveries";
import { Button } from "@/components/ui/button";
import { STATES } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { cn } from "@/components/ui/cn";
import { countOf } from "@/components/ui/words";
import type { Upload } from "@/lib/domain/uploads/contract";
import { Bar, hueOfDelivery, UploadProgress } from "./upload-progress";
import type { MadeOfIt, QueuedFile } from "./queued-file";
import { uploadQueue } from "./upload-queue";
import { deliveryInWords, isBeingDelivered, leftInWords } from "./upload-words";
import { useGiveUp } from "./use-uploads";

interface UploadListProps {
  readonly queue: readonly QueuedFile[];
  /** What the desk has besides. */
  readonly left: readonly Upload[];
  readonly onDeliver: (what: { readonly key: string } | { readonly upload: Upload }) => void;
}

/** The files on their way to the desk, and those that wait here for their file or their QC form. */
export function UploadList({ queue, left, onDeliver }: UploadListProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = useFocusKept(heading, [queue.length, left.length]);
  if (queue.length + left.length === 0) return null;
  return (
    <section aria-labelledby="uploads-heading" {...kept} className="mx-4 mt-3 rounded-l border bg-surface wide:mx-5">
      <h2
        id="uploads-heading"
        ref={heading}
        tabIndex={-1}
        className="flex min-h-10.5 items-center px-3.5 text-sm font-semibold outline-none"
      >
        {countOf(queue.length + left.length, "upload")}
      </h2>
      <ul>
        {queue.map((file) => (
          <QueuedRow key={file.key} file={file} onDeliver={() => onDeliver({ key: file.key })} />
        ))}
        {left.map((upload) => {
          const { id, delivery_id: delivery } = upload;
          const row = { upload, onDeliver: () => onDeliver({ upload }) };
          return delivery === null ? <LeftRow key={id} {...row} /> : <FollowedRow key={id} {...row} of={delivery} />;
        })}
      </ul>
    </section>
  );
}

function QueuedRow({ file, onDeliver }: { readonly file: QueuedFile; readonly onDeliver: () => void }) {
  const giveUp = useGiveUp();
  const { key, name, state, delivery } = file;
  return (
    <Row name={name} progress={<UploadProgress file={file} />}>
      {(state === "sending" || state === "lost" || state === "waiting") && (
        <Button
          size="icon"
          look="ghost"
          icon={Pause}
          aria-label={`Pause ${name}`}
          onClick={() => uploadQueue.pause(key)}
        />
      )}
      {state === "paused" && (
        <Button
          size="icon"
          look="ghost"
          icon={Play}
          aria-label={`Go on with ${name}`}
          onClick={() => uploadQueue.resume(key)}
        />
      )}
      {state === "failed" && (
        <Button size="s" icon={RotateCw} onClick={() => uploadQueue.resume(key)}>
          Try again
        </Button>
      )}
      {!isBeingDelivered(delivery) && (
        <>
          <GiveUp name={name} onClick={() => void giveUp({ key })} />
          <Button size="s" look={state === "here" ? "primary" : "plain"} onClick={onDeliver}>
            QC form
          </Button>
        </>
      )}
    </Row>
  );
}

interface LeftRowProps {
  readonly upload: Upload;
  /** What was made of it last, where that is known. */
  readonly delivery?: MadeOfIt | undefined;
  readonly onDeliver: () => void;
}

/** One of which a delivery was made: once that is published, nothing more comes of it here. */
function FollowedRow({ of, ...row }: LeftRowProps & { readonly of: string }) {
  const client = useQueryClient();
  const { data } = useDelivery(of);
  const published = data?.status === "published";
  const { id } = row.upload;
  useEffect(() => {
    if (!published) return;
    uploadQueue.end(id);
    void client.invalidateQueries({ queryKey: ["uploads"] });
  }, [client, id, published]);
  return published ? null : <LeftRow {...row} delivery={data} />;
}

function LeftRow({ upload, delivery, onDeliver }: LeftRowProps) {
  const giveUp = useGiveUp();
  const { id, file_name: name, bytes, bytes_received: received, completed_at: completed, expires_at: expires } = upload;
  const progress = (
    <div className="grid gap-1">
      <Bar
        label={`Upload of ${name}`}
        part={received}
        whole={bytes}
        hue={delivery ? hueOfDelivery(delivery) : STATES[completed === null ? "queued" : "published"].hue}
      />
      <p className={cn("text-xs tabular-nums", delivery?.status === "failed" ? "text-failed" : "text-ink-2")}>
        {delivery ? deliveryInWords(delivery) : leftInWords(upload)}
      </p>
      <p className="text-xs text-ink-3">
        Cleared away <Time value={expires} />
      </p>
    </div>
  );
  return (
    <Row name={name} progress={progress}>
      {!isBeingDelivered(delivery) && <GiveUp name={name} onClick={() => void giveUp({ id })} />}
      {completed !== null && !isBeingDelivered(delivery) && (
        <Button size="s" onClick={onDeliver}>
          QC form
        </Button>
      )}
    </Row>
  );
}

function GiveUp({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return <Button size="icon" look="ghost" icon={X} aria-label={`Give up ${name}`} onClick={onClick} />;
}

interface RowProps {
  readonly name: string;
  readonly progress: ReactNode;
  readonly children: ReactNode;
}

function Row({ name, progress, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-3.5 py-2.5">
      <p className="w-full min-w-0 truncate font-[550] wide:w-64" title={name}>
        {name}
      </p>
      <div className="w-full min-w-0 wide:w-auto wide:flex-1">{progress}</div>
      <div className="ml-auto flex items-center justify-end gap-1.5 wide:w-40">{children}</div>
    </li>
  );
}
