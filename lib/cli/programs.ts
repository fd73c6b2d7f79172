import { join } from "node:path";
import { environmentWith } from "@/lib/infra/env";
import type { Env } from "@/lib/infra/env";
import { projectRoot } from "@/lib/infra/project-root";
import type { Program } from "./supervisor";

/** The web process: Next on HOST and PORT. */
export function webProgram(settings: Env, dev: boolean): Program {
  const next = join(projectRoot(), "node_modules/next/dist/bin/next");
  return {
    name: "web",
    command: process.execPath,
    args: [next, dev ? "dev" : "start", "-H", settings.HOST, "-p", String(settings.PORT)],
    env: programEnvironment(settings, dev),
  };
}

export function workerProgram(settings: Env, dev: boolean): Program {
  return bundledProgram("worker", settings, dev);
}

/** A program that esbuild bundled to dist/. */
export function bundledProgram(name: string, settings: Env, dev: boolean): Program {
  return {
    name,
    command: process.execPath,
    args: ["--enable-source-maps", join(projectRoot(), "dist", `${name}.js`)],
    env: programEnvironment(settings, dev),
  };
}

function programEnvironment(settings: Env, dev: boolean): NodeJS.ProcessEnv {
  return environmentWith({
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // As an absolute path, so that every process means the same folder.
    MARQUEE_DATA_DIR: settings.MARQUEE_DATA_DIR,
  });
}

/** Where this machine itself reaches the web process: a wildcard address is no place to knock at. */
export function localAddress({ HOST, PORT }: Pick<Env, "HOST" | "PORT">): string {
  const host = HOST === "0.0.0.0" ? "127.0.0.1" : HOST === "::" ? "[::1]" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}
