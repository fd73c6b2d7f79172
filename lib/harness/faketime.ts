import { globSync } from "node:fs";
import { runStep } from "@/lib/cli/run-step";
import { environmentWith } from "@/lib/infra/env";

const PLACES = [
  "/usr/lib/*/faketime/libfaketime.so.1",
  "/usr/lib/faketime/libfaketime.so.1",
  "/usr/local/lib/faketime/libfaketime.so.1",
];

const find = () => PLACES.flatMap((place) => globSync(place))[0];

/** The library that lets a process see another time; Debian's is installed where it is missing and we may. */
export async function ensureFaketime(): Promise<string | undefined> {
  const known = find();
  if (known !== undefined || process.getuid?.() !== 0) return known;
  const env = environmentWith({ DEBIAN_FRONTEND: "noninteractive" });
  const said: string[] = [];
  await runStep({
    command: "apt-get",
    args: ["install", "-y", "-qq", "--no-install-recommends", "libfaketime"],
    env,
    say: (line) => said.push(line),
  }).catch(() => undefined);
  return find();
}

/** The settings under which a process sees the time that stands in `file`, and its timers go on as ever. */
export const faketimeEnvironment = (library: string, file: string) => ({
  LD_PRELOAD: library,
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_NO_CACHE: "1",
  FAKETIME_DONT_FAKE_MONOTONIC: "1",
  FAKETIME_DONT_RESET: "1",
  TZ: "UTC",
});

/** A moment, standing still, as the library reads it. */
export const frozenAt = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
