import { Refusal } from "@/lib/core/refusal";

export const videoNotFound = (id: string) =>
  new Refusal("not_found", "video_not_found", "There is no such video on the desk.", { id });

export const videoNotAvailable = (id: string) =>
  new Refusal("conflict", "video_not_available", "This video has no verified copy yet.", { id });
