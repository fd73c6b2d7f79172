import { z } from "zod";

/** Cursor paging as every list offers it: at most 100 a page, newest first, opaque cursors. */
export const PageInput = z.strictObject({
  limit: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,3}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(1).max(100))
    .meta({ wire: { type: "integer", minimum: 1, maximum: 100 } })
    .default(50)
    .describe("How many at most, 1 to 100."),
  cursor: z.string().max(400).optional().describe("`next_cursor` of the page before."),
});

/** `{items, next_cursor}`; `next_cursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** Where a page ended: lists are ordered by (created_at, id), so rows that share a moment keep their place. */
export interface PageMark {
  readonly at: Date;
  readonly id: string;
}
