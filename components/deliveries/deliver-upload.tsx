"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@/components/ui/api";
import { titleOfFile } from "@/components/uploads/film-files";
import { UploadProgress } from "@/components/uploads/upload-progress";
import type { QueuedFile } from "@/components/uploads/queued-file";
import { uploadQueue } from "@/components/uploads/upload-queue";
import { isBeingDelivered, isReady, leftInWords } from "@/components/uploads/upload-words";
import type { Delivery } from "@/lib/domain/deliveries/contract";
import type { Upload } from "@/lib/domain/uploads/contract";
import { ChecksumField } from "./checksum-field";
import { DeliverForm } from "./deliver-form";

interface Shared {
  readonly projects: readonly string[];
  readonly onDelivered: (delivery: Delivery) => void;
  readonly onCancel: () => void;
  readonly cancelWord: string;
}

const NOT_HERE = "It can be delivered once every byte has arrived and its checksum is known.";
const UNDER_WAY = "It is being delivered just now.";

/** The QC form of a file that is on its way from this tab, or has arrived. It can be filled in meanwhile. */
export function DeliverQueued({ file, onDelivered, ...rest }: Shared & { readonly file: QueuedFile }) {
  const { key, name, id, checksum, seconds, draft, delivery: made } = file;
  const found = seconds === null ? "" : String(Number(seconds.toFixed(3)));
  return (
    <DeliverForm
      {...rest}
      here
      draft={{ title: titleOfFile(name), ...draft, duration: draft["duration"] || found }}
      onDraft={(next) => uploadQueue.write(key, next)}
      notYet={isReady(file) ? null : isBeingDelivered(made) ? UNDER_WAY : NOT_HERE}
      onDelivered={(delivery) => {
        void uploadQueue.follow(key, delivery);
        onDelivered(delivery);
      }}
      onRefused={(error) => {
        if (error instanceof ApiProblem && error.code === "upload_not_found") void uploadQueue.sendAnew(key);
      }}
      computed={checksum}
    >
      {(wrong) => (
        <>
          <div className="rounded-m border bg-sunken px-3 py-2.5 wide:col-span-2">
            <p className="mb-1.5 truncate font-[550]" title={name}>
              {name}
            </p>
            <UploadProgress file={file} />
            {wrong["final_edit.video_url"] !== undefined && (
              <p className="mt-1 text-sm text-failed">{wrong["final_edit.video_url"]}</p>
            )}
          </div>
          <input type="hidden" name="video_url" value={id === null ? "" : `upload:${id}`} />
        </>
      )}
    </DeliverForm>
  );
}

/** The QC form of an upload that arrived before this page was loaded: the file is not at hand, so its checksum is told. */
export function DeliverLeft({ upload, onDelivered, ...rest }: Shared & { readonly upload: Upload }) {
  const client = useQueryClient();
  return (
    <DeliverForm
      {...rest}
      here
      draft={{ title: titleOfFile(upload.file_name), ...uploadQueue.draftOf(upload.id) }}
      onDraft={(draft) => uploadQueue.writeOf(upload.id, draft)}
      onDelivered={(delivery) => {
        if (delivery.status === "published") uploadQueue.end(upload.id);
        // The list learns of the delivery that was made of it.
        else void client.invalidateQueries({ queryKey: ["uploads"] });
        onDelivered(delivery);
      }}
    >
      {(wrong) => (
        <>
          <div className="rounded-m border bg-sunken px-3 py-2.5 wide:col-span-2">
            <p className="truncate font-[550]" title={upload.file_name}>
              {upload.file_name}
            </p>
            <p className="text-xs text-ink-2">{leftInWords(upload)}</p>
            {wrong["final_edit.video_url"] !== undefined && (
              <p className="mt-1 text-sm text-failed">{wrong["final_edit.video_url"]}</p>
            )}
          </div>
          <input type="hidden" name="video_url" value={upload.source} />
          <ChecksumField
            error={wrong["final_edit.checksum"]}
            hint="From the QC report. Or drop the same file again, and this computer computes it."
          />
        </>
      )}
    </DeliverForm>
  );
}
