import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { fieldsOf } from "@/lib/platforms/fields";
import { PlatformList } from "../contract";
import { offeredCards } from "../rules";

export const listPlatforms = operation({
  name: "channels.list-platforms",
  summary: "List the platforms that channels can be made on, with their limits and what a form asks for.",
  effect: "reads",
  permission: "channels:read",
  input: z.strictObject({}),
  output: PlatformList,
  subject: () => "platforms",

  async run() {
    const items = offeredCards().map((card) => ({
      id: card.id,
      name: card.name,
      summary: card.summary,
      settles: card.settles,
      max_per_hour: card.maxPerHour,
      limits: {
        title_length: card.limits.titleLength,
        caption_length: card.limits.captionLength,
        max_bytes: card.limits.maxBytes,
        max_seconds: card.limits.maxSeconds,
        as_of: card.limits.asOf,
        source: card.limits.source,
      },
      fields: {
        channel: asked(card.channelSettings),
        // The desk makes a signing secret where none is given.
        credentials: asked(card.credentials).map((field) => ({ ...field, required: field.required && !card.signs })),
        post: asked(card.settings),
      },
    }));
    return { items, next_cursor: null };
  },
});

const asked = (schema: z.ZodType | null) =>
  fieldsOf(schema).map(({ choices, ...field }) => ({ ...field, choices: [...choices] }));
