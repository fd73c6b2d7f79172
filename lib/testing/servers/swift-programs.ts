import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runStep } from "@/lib/cli/run-step";
import { environmentWith } from "@/lib/infra/env";

const PACKAGES = ["swift-proxy", "swift-account", "swift-container", "swift-object"];

/** The four servers that make a Swift, in the order of their ports. */
export const SWIFT_SERVERS = ["proxy", "account", "container", "object"] as const;
export type SwiftServer = (typeof SWIFT_SERVERS)[number];

const PROGRAMS = [...SWIFT_SERVERS.map((server) => `swift-${server}-server`), "setpriv"];

/** One installation at a time on this machine, whoever else needs one: apt itself would refuse the second. */
const LOCK = "/var/lock/marquee-apt.lock";

/** Sees to the programs of OpenStack Swift: Debian's are installed where they are missing and we may. Throws a sentence. */
export async function ensureSwift(): Promise<void> {
  if (missing().length === 0) return;
  if (process.getuid?.() === 0 && onPath("apt-get") && onPath("flock")) {
    process.stderr.write("no OpenStack Swift on PATH: installing Debian's with apt-get\n");
    const said: string[] = [];
    const install = `apt-get install -y -qq --no-install-recommends ${PACKAGES.join(" ")}`;
    const code = await runStep({
      command: "flock",
      // Whoever waited for the lock finds everything there and is done at once.
      args: ["--timeout", "900", LOCK, "sh", "-c", `${install} || { apt-get update -qq && ${install}; }`],
      env: environmentWith({ DEBIAN_FRONTEND: "noninteractive" }),
      say: (line) => said.push(line),
    });
    if (code === 0 && missing().length === 0) return;
    process.stderr.write(`${said.slice(-5).join("\n")}\n`);
  }
  throw new Error(
    `There is no OpenStack Swift for this test (${missing().join(", ")}): install it, as with "apt-get install ${PACKAGES.join(" ")}".`,
  );
}

const missing = () => PROGRAMS.filter((name) => !onPath(name));

function onPath(name: string): boolean {
  const folders = (environmentWith({})["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => existsSync(join(folder, name)));
}
