import { z } from "zod";
import { Id } from "@/lib/core/id";
import { PageInput, pageOf } from "@/lib/core/page";
import { InstantOut } from "@/lib/core/time";

export const UploadId = z.string().regex(/^upl_[0-9a-f]{32}$/, "An upload's id is upl_ and 32 hex digits.");

/** How a delivery names an upload as its source, in the place of an address. */
export const UPLOAD_SOURCE = /^upload:(upl_[0-9a-f]{32})$/;

/** The longest piece that is taken at once, in bytes: a body that breaks off costs its sender no more than this. */
export const MAX_PIECE_BYTES = 16 * 1024 * 1024;

/** A file on its way to the desk, or waiting for its QC form. */
export const Upload = z.strictObject({
  id: UploadId,
  file_name: z.string(),
  bytes: z.int(),
  bytes_received: z.int(),
  created_at: InstantOut,
  completed_at: InstantOut.nullable().describe("When the last byte had come; from then on it can be delivered."),
  expires_at: InstantOut.describe("When it is cleared away, finished or not."),
  delivery_id: z.string().nullable().describe("The delivery that was last made of it."),
  source: z.string().describe("What a delivery gives as `video_url`."),
});
export type Upload = z.infer<typeof Upload>;

/** What is known of a file before its first byte. */
export const BeginUpload = z.strictObject({
  file_name: z.string().max(4096),
  bytes: z.int("Say in Upload-Length how many bytes it has.").min(1, "An empty file is no film."),
});

export const ListUploads = PageInput;
export const UploadPage = pageOf(Upload);
export const OneUpload = z.strictObject({ id: Id });
