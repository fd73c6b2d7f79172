import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { z } from "zod";
import { isErrno } from "@/lib/infra/files";
import { NotAnMp4 } from "./media-facts";

const TIME_LIMIT_MS = 20_000;
const MOST_OUTPUT = 64 * 1024;
/** Readers count edit lists and the rest of the last sound packet differently; more than this is no rounding. */
const MOST_SECONDS_APART = 0.5;

const Probe = z.object({
  streams: z.array(z.object({ codec_type: z.string().optional() })).default([]),
  format: z.object({ duration: z.coerce.number().optional() }).default({}),
});

/**
 * A second opinion where there is one: ffprobe, told the format and kept from every protocol but
 * files, must open the file without a complaint, see a picture and count the same seconds. Throws
 * `NotAnMp4` when it does not; does nothing where ffprobe is not installed.
 */
export async function askFfprobe(path: string, seconds: number): Promise<void> {
  const answer = await run(
    "-v error -protocol_whitelist file,pipe -f mov -show_entries stream=codec_type:format=duration -of json".split(" "),
    path,
  );
  if (answer === "not installed") return;
  if (answer.failed || answer.complaints !== "")
    throw new NotAnMp4("The file is damaged: ffprobe cannot read it without errors.");
  const probe = Probe.safeParse(JSON.parse(answer.said));
  if (!probe.success || !probe.data.streams.some((stream) => stream.codec_type === "video")) {
    throw new NotAnMp4("The file has no video that ffprobe can see.");
  }
  const counted = probe.data.format.duration ?? 0;
  if (!(Math.abs(counted - seconds) <= MOST_SECONDS_APART)) {
    throw new NotAnMp4(`The file contradicts itself about its length: ${seconds} or ${counted} seconds.`);
  }
}

function run(
  options: readonly string[],
  path: string,
): Promise<"not installed" | { failed: boolean; said: string; complaints: string }> {
  return new Promise((done) => {
    const limits = { timeout: TIME_LIMIT_MS, killSignal: "SIGKILL", maxBuffer: MOST_OUTPUT } as const;
    execFile("ffprobe", [...options, `file:${resolve(path)}`], limits, (error, said, complaints) => {
      if (isErrno(error, "ENOENT")) done("not installed");
      else done({ failed: error !== null, said, complaints: complaints.trim() });
    });
  });
}
