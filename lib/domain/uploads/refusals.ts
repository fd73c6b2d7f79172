import { Refusal } from "@/lib/core/refusal";

export const uploadNotFound = (id: string) =>
  new Refusal("not_found", "upload_not_found", "There is no such upload of yours. It may have been cleared away.", {
    id,
  });

export const uploadUnfinished = (id: string) =>
  new Refusal("conflict", "upload_unfinished", "This upload has not arrived whole yet. Finish it, then deliver it.", {
    id,
  });

export const uploadInUse = (id: string) =>
  new Refusal("conflict", "upload_in_use", "A delivery is taking this upload just now. Wait until it has ended.", {
    id,
  });

export const tooManyUploads = (most: number) =>
  new Refusal(
    "conflict",
    "too_many_uploads",
    `You have ${most} unfinished uploads. Finish or give up one of them, then begin another.`,
  );

export const uploadTooLarge = (most: number) =>
  new Refusal("too_large", "too_large", `The file is larger than the ${most} bytes that the desk takes.`);
