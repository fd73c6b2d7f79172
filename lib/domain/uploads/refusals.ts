import { Refusal } from "@/lib/core/refusal";

export const uploadNotFound = (id: string) =>
  new Refusal("not_found", "upload_not_found", "There is no such upload of yours. It may have been cleared away.", {
    id,
  });

export const uploadUnfinished = (id: string) =>
  new Refusal("conflict", "upload_unfinished", "This upload has not arrived whole yet. Finish it, then deliver it.", {
    id,
  });
