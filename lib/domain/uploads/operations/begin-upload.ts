import { randomBytes } from "node:crypto";
import { env } from "@/lib/infra/env";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { dataFolder } from "@/lib/infra/staging/data-folder";
import { makeSureOfRoom } from "@/lib/infra/staging/stage-source";
import { BeginUpload, Upload } from "../contract";
import { tooManyUploads, uploadTooLarge } from "../refusals";
import { expiryOf, fileNameOf, MOST_UNFINISHED } from "../rules";
import { findUpload, promisedBytes, standing, subjectOf, toUpload } from "../store";

/** The record of a file before its first byte. Its file is made by the door that takes the bytes. */
export const beginUpload = operation({
  name: "uploads.begin",
  summary: "Begin to send a file to the desk, piece by piece.",
  effect: "writes",
  permission: "deliveries:write",
  input: BeginUpload,
  output: Upload,
  refuses: { too_large: "too_large", too_many_uploads: "conflict", storage_full: "unavailable" },
  subject: (_input, output) => (output ? subjectOf(output.id) : "uploads"),

  async run({ file_name: given, bytes }, { tx, caller, now }) {
    const { MARQUEE_MAX_BYTES, UPLOAD_KEEP_DAYS } = env();
    if (bytes > MARQUEE_MAX_BYTES) throw uploadTooLarge(MARQUEE_MAX_BYTES);
    const { actorId, actorName } = caller;
    // One at a time, whoever begins: two that are promised the same room would both believe it theirs.
    await lockUntilCommit(tx, "uploads");
    // Uploads are the one thing of which an operation looks at the disk: it is what they fill.
    await makeSureOfRoom(await dataFolder("uploads"), bytes + (await promisedBytes(tx, now)));
    const unfinished = await tx.upload.count({ where: { ...standing({ actorId, now }), completedAt: null } });
    if (unfinished >= MOST_UNFINISHED) throw tooManyUploads(MOST_UNFINISHED);
    const row = await tx.upload.create({
      data: {
        id: `upl_${randomBytes(16).toString("hex")}`,
        actorId,
        actorName,
        fileName: fileNameOf(given),
        bytes,
        createdAt: now,
        expiresAt: expiryOf(now, UPLOAD_KEEP_DAYS),
      },
    });
    return toUpload(row);
  },

  repeats: {
    idOf: ({ id }) => id,
    rebuild: (id, { tx, caller, now }) => findUpload(tx, { id, actorId: caller.actorId, now }),
  },
});
