import { z } from "zod";
import { operation } from "@/lib/infra/operation";

/** A worker that stops gives back what it has not begun: another takes it up at its time. */
export const releaseClaims = operation({
  name: "publishing.release-claims",
  summary: "Give back what was taken up and not begun.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ items: z.array(z.strictObject({ id: z.uuid(), fence: z.int() })).max(1000) }),
  output: z.object({ released: z.int() }),
  subject: () => "publishing",

  async run({ items }, work) {
    const released = await work.tx.$executeRaw`
      UPDATE distribution_platform_status a
      SET worker = NULL, revision = a.revision + 1, fence = a.fence + 1,
          status = CASE WHEN repeats.n > 0 THEN a.status ELSE 'scheduled' END,
          lease_until = CASE WHEN repeats.n > 0 THEN clock_timestamp() END
      FROM unnest(${items.map(({ id }) => id)}::uuid[], ${items.map(({ fence }) => fence)}::int[]) AS o(id, fence),
           LATERAL (SELECT count(*) AS n FROM publishing_attempts t
                    WHERE t.assignment_id = o.id AND t.state = 'unknown') AS repeats
      WHERE a.id = o.id AND a.fence = o.fence AND a.status = 'publishing'
        AND NOT EXISTS (SELECT FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'sending')`;
    await work.signal("publishing");
    return { released };
  },
});
