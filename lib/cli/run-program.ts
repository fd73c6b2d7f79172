import { WrongSettings } from "@/lib/infra/env";

const OLDEST_NODE = [22, 18] as const;

/**
 * Runs a program of ours to its end. What a person can mend is told in its sentence; anything else
 * is a fault of ours and keeps its stack. Programs import what they need inside `main`, so that too
 * old a Node is told so before it trips over a package.
 */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    refuseOldNode(process.versions.node);
    await main();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof WrongSettings) process.stderr.write(`${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new WrongSettings(
    `Marquee needs Node ${OLDEST_NODE.join(".")} or newer, and this is ${version}: install Node 24, or run it with "npm start", which brings its own on Linux and macOS.`,
  );
}
