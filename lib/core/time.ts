import { z } from "zod";

/** A moment in an answer: ISO 8601 in UTC with `Z`. */
export const InstantOut = z.iso.datetime();

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
