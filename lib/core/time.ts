import { z } from "zod";

/** A moment as a caller writes it: RFC 3339 with an offset, in a century that calendars and Postgres agree on. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => /^(19|20|21)\d\d-/.test(text), "Use a year from 1900 to 2199.");

/** A moment in an answer: ISO 8601 in UTC with `Z`. */
export const InstantOut = z.iso.datetime();

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
