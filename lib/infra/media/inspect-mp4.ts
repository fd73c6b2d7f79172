import { resolve } from "node:path";
import { z } from "zod";
import { log } from "@/lib/infra/log";
import { runLimited, type Ending } from "./limited-child";
import type { Look } from "./media-facts";

const Answer = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    facts: z.strictObject({
      duration_seconds: z.number().positive(),
      width: z.int().positive(),
      height: z.int().positive(),
      frames_per_second: z.number().nonnegative(),
      video_codec: z.string().min(1),
      audio_codec: z.string().min(1).nullable(),
    }),
  }),
  z.object({ ok: z.literal(false), reason: z.string().min(1) }),
]) satisfies z.ZodType<Look>;

const UNFINISHED: Readonly<Record<Exclude<Ending["end"], "done">, string>> = {
  late: "The file could not be looked into within 30 seconds.",
  crashed: "The file could not be looked into: reading it took more than it may, or failed.",
  talkative: "The file could not be looked into: reading it failed.",
};

/**
 * Whether a file is truly a final MP4, and what it shows. The look is taken by a child process of
 * little memory and time, so no file can harm the caller; a child that fails means no.
 * Throws only when the program that looks is not built or cannot be started.
 */
export async function inspectMp4(path: string): Promise<Look> {
  const ending = await runLimited("look-into-mp4", [resolve(path)]);
  if (ending.complaints !== "")
    log.warn({ path, complaints: ending.complaints }, "looking into an MP4 drew complaints");
  if (ending.end !== "done") return { ok: false, reason: UNFINISHED[ending.end] };
  const answer = Answer.safeParse(parse(ending.said));
  return answer.success ? answer.data : { ok: false, reason: UNFINISHED.crashed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
