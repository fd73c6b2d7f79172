import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * One way out: whatever the desk asks of other people's servers goes through `lib/infra/outbound/`,
 * where the guard stands. Everything else that could open a connection is in the tables below, each
 * with the reason why it leads nowhere that others can name.
 */
const ONE_DOOR = "lib/infra/outbound/";

/** Not part of the desk as it runs: tests and what they share, and the proofs that ask a desk of their own. */
const BESIDE = /\.test\.tsx?$|^lib\/testing\/|^lib\/harness\//;

/** What of a module may be taken without a line below: it listens, judges or is a type, and connects nowhere. */
const HARMLESS = new Set(
  "createServer getSignedUrl IncomingMessage isIP isIPv4 isIPv6 Server ServerResponse STATUS_CODES DatabaseError fromPrisma".split(
    " ",
  ),
);

const MODULES = {
  sockets: "http|https|http2|net|tls|dgram|dns|dns/promises|quic|inspector|inspector/promises",
  clients:
    "@aws-sdk/[a-z0-9-]+|@smithy/node-http-handler|undici|tus-js-client|nodemailer|openid-client|ws|axios|got|ky|node-fetch|next-auth/providers/(?!credentials)[a-z-]+",
  postgres: "pg|pg-boss|@prisma/adapter-pg",
  programs: "child_process|worker_threads|cluster",
  hidden: "module|vm",
} as const;

type Way = keyof typeof MODULES | "fetch" | "channels";

/** What a source may open a connection with, read off its text. */
function waysOf(text: string): Set<Way> {
  const source = text.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
  const ways = new Set<Way>();
  for (const [way, names] of Object.entries(MODULES) as [keyof typeof MODULES, string][]) {
    const from = `["'](?:node:)?(?:${names})["']`;
    for (const [, taken = ""] of source.matchAll(
      new RegExp(`\\b(?:import|export)\\b([^;"'()]*?)\\bfrom\\s*${from}`, "g"),
    )) {
      if (!takesNothing(taken)) ways.add(way);
    }
    if (new RegExp(`\\b(?:import|require|getBuiltinModule)\\s*\\(\\s*${from}|\\bimport\\s+${from}`).test(source))
      ways.add(way);
  }
  if (/(?<![\w.$#-])fetch\s*\(|\b(?:globalThis|global|window|self)\s*\??[.[]+\s*["']?fetch\b/.test(source))
    ways.add("fetch");
  // Handed on as a value, as in `{ fetcher: fetch }`.
  if (/[=:(,?]\s*fetch\s*[,);}\n]/.test(source)) ways.add("fetch");
  if (
    /\b(?:WebSocket|WebSocketStream|EventSource|XMLHttpRequest|WebTransport|RTCPeerConnection)\b|\bsendBeacon\b/.test(
      source,
    )
  )
    ways.add("channels");
  if (/(?:\(|\bcommand:)\s*["'`](?:curl|wget|nc|ncat|socat|ssh|scp|telnet|ftp)\b/.test(source)) ways.add("programs");
  if (/\bcreateRequire\b|\bgetBuiltinModule\b|\bprocess\.binding\b|\b(?:import|require)\s*\(\s*[^"'\s)]/.test(source))
    ways.add("hidden");
  return ways;
}

/** Whether an import clause takes types and harmless things only: `{ Server, type Socket }`, `type { Socket }`. */
function takesNothing(clause: string): boolean {
  const taken = clause.trim();
  if (taken.startsWith("type ")) return true;
  const names = /^\{([^}]*)\}$/.exec(taken)?.[1];
  if (names === undefined) return false;
  return (
    names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type "))
      .map((name) => name.split(/\s+as\s+/)[0] ?? "")
      // The SDK's commands are what a client is handed to send.
      .every((name) => HARMLESS.has(name) || /^[A-Z]\w+Command$/.test(name))
  );
}

/** Where else a connection may begin, and why that is no door. */
const LEADS_NOWHERE: Readonly<Record<string, Partial<Record<Way, string>>>> = {
  "components/ui/api.ts": { fetch: "runs in the browser and asks the desk it came from" },
  "components/access/sign-in/sign-in.ts": { fetch: "runs in the browser and asks the desk it came from" },
  "components/uploads/send-file.ts": { clients: "runs in the browser and asks the desk it came from" },
  "lib/edge/openapi/examples.ts": { fetch: "a text for people to copy, not a call" },
  "lib/edge/sign-in/oidc/provider.ts": { clients: "the library is handed the guarded fetch and has no other" },
  "lib/edge/sign-in/oidc/failure.ts": { clients: "reads the library's errors" },
  "lib/infra/db.ts": { postgres: "the desk's own database" },
  "lib/infra/queue.ts": { postgres: "the desk's own database" },
  "lib/infra/session-lock.ts": { postgres: "the desk's own database" },
  "lib/infra/signal.ts": { postgres: "the desk's own database" },
  "lib/infra/rate-limit.ts": { postgres: "the desk's own database" },
  "lib/infra/refuse-unready-database.ts": { postgres: "the desk's own database" },
  "lib/infra/migrate.ts": { postgres: "the desk's own database", programs: "starts Prisma's schema engine" },
  "lib/infra/cluster.ts": { postgres: "the embedded database", programs: "starts the embedded Postgres" },
  "lib/infra/postgres-programs.ts": {
    programs: "starts the embedded Postgres",
    hidden: "finds where npm put the embedded Postgres",
  },
  "lib/infra/process-identity.ts": { programs: "asks ps when a process began" },
  "lib/infra/media/ask-ffprobe.ts": { programs: "ffprobe, on a staged file and with the protocols file and pipe only" },
  "lib/infra/media/grab-frame.ts": { programs: "ffmpeg, on a staged file and with the protocols file and pipe only" },
  "lib/infra/media/limited-child.ts": { programs: "starts our own programs that look into a staged file" },
  "lib/infra/storage/part-hasher.ts": { programs: "starts the thread of ours that hashes a staged file" },
  "lib/infra/storage/hash-parts.ts": { programs: "is that thread, and reads the one file" },
  "lib/infra/storage/s3-door.ts": {
    clients: "the store of objects that the settings name; nobody who asks the desk for something can name another",
  },
  "lib/infra/storage/storage-contract.ts": { fetch: "the drivers' tests follow the links that a driver signs" },
  "lib/infra/staging/collect-young.ts": { hidden: "asks V8 for its gc and nothing else" },
  "lib/cli/desk.ts": { fetch: "npm start waits until the web process it started answers on HOST and PORT" },
  "lib/cli/run-step.ts": { programs: "starts our own steps: bundling, building, tests" },
  "lib/cli/serve-web.ts": { programs: "starts the web process" },
  "lib/cli/supervisor.ts": { programs: "starts web and worker" },
};

const files = ["app", "components", "lib", "proxy.ts", "instrumentation.ts", "next.config.ts"]
  .flatMap((place) =>
    place.endsWith(".ts")
      ? [place].filter((file) => existsSync(file))
      : readdirSync(place, { recursive: true, encoding: "utf8" }).map((name) => join(place, name)),
  )
  .filter((file) => /\.[mc]?[tj]sx?$/.test(file) && !BESIDE.test(file) && !file.startsWith(ONE_DOOR))
  .filter((file) => statSync(file).isFile());
const textOf = (file: string) => readFileSync(file, "utf8");

describe("there is one way out", () => {
  it("and files to hold against it", () => expect(files.length).toBeGreaterThan(100));

  it("no file beside it opens a connection, but for those in the table", () => {
    const found = files.flatMap((file) =>
      [...waysOf(textOf(file))].filter((way) => !LEADS_NOWHERE[file]?.[way]).map((way) => `${file}: ${way}`),
    );
    expect(found, "go through lib/infra/outbound/, or say in the table why this is no door").toEqual([]);
  });

  it("and the table excuses nothing that is not there", () => {
    for (const [file, reasons] of Object.entries(LEADS_NOWHERE)) {
      expect([...waysOf(existsSync(file) ? textOf(file) : "")].toSorted(), file).toEqual(
        Object.keys(reasons).toSorted(),
      );
    }
  });

  it("what the browser asks is on the desk it came from: every address begins with one slash", () => {
    let calls = 0;
    for (const file of files.filter((name) => name.startsWith("components/") || name.startsWith("app/"))) {
      const source = textOf(file);
      for (const [call, address = ""] of source.matchAll(/\b(?:fetch|api(?:<[^()]*?>)?)\(\s*["'`]([^"'`\s]*)/g)) {
        calls += 1;
        const named = /^\$\{(\w+)/.exec(address)?.[1];
        const fine = named === undefined ? /^\/[^/\\]/ : new RegExp(`const ${named}\\b[^;]*?["'\`]/api/`);
        expect(fine.test(named === undefined ? address : source), `${file}: ${call}`).toBe(true);
      }
    }
    expect(calls).toBeGreaterThan(5);
  });

  it("signing in elsewhere gets the guarded fetch, and never the library's own", () => {
    const source = textOf("lib/edge/sign-in/oidc/provider.ts");
    expect(source).toMatch(/customFetch/);
    expect(source).toMatch(/guarded-fetch"/);
  });
});

describe("the look for ways out", () => {
  it.each<[Way, string]>([
    ["sockets", 'import { request } from "node:https";'],
    ["sockets", 'import http, { type Server } from "http";'],
    ["sockets", 'import * as net from "node:net";'],
    ["sockets", 'import {\n  createServer,\n  connect,\n} from "node:net";'],
    ["sockets", 'import { createServer as listen, Socket } from "node:net";'],
    ["sockets", 'const dns = await import("node:dns/promises");'],
    ["sockets", 'const tls = require("tls");'],
    ["sockets", 'export { connect } from "node:http2";'],
    ["sockets", 'import "node:dgram";'],
    ["sockets", 'process.getBuiltinModule("node:net").connect(1);'],
    ["clients", 'import { request } from "undici";'],
    ["clients", 'import { S3Client } from "@aws-sdk/client-s3";'],
    ["clients", 'import { NodeHttpHandler } from "@smithy/node-http-handler";'],
    ["clients", 'import nodemailer from "nodemailer";'],
    ["clients", 'import { discovery } from "openid-client";'],
    ["clients", 'import GoogleProvider from "next-auth/providers/google";'],
    ["postgres", 'import { Pool } from "pg";'],
    ["programs", 'import { execFile } from "node:child_process";'],
    ["programs", 'run("curl", ["-s", url]);'],
    ["programs", 'runStep({ command: "wget", args: [url] });'],
    ["fetch", "const answer = await fetch(url);"],
    ["fetch", "globalThis.fetch(url)"],
    ["fetch", 'globalThis["fetch"](url)'],
    ["fetch", "const options = { fetcher: fetch };"],
    ["channels", "new WebSocket(url)"],
    ["channels", "navigator.sendBeacon(url)"],
    ["channels", "const source = new EventSource(url);"],
    ["channels", "new XMLHttpRequest()"],
    ["hidden", "const module = await import(name);"],
    ["hidden", 'import { createRequire } from "node:module";'],
  ])("sees %s in %s", (way, source) => expect([...waysOf(source)]).toContain(way));

  it.each([
    'import type { Socket } from "node:net";',
    'import { Server, type IncomingMessage } from "node:http";',
    'import { isIP } from "node:net";',
    'import { HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";',
    "void videos.refetch();",
    'moves: { fetch: { from: ["queued"] } }',
    "// fetch(url) is what we do not do\n/* new WebSocket(url) */",
    'const worker = await import("./worker");',
    'import CredentialsProvider from "next-auth/providers/credentials";',
  ])("sees nothing in %s", (source) => expect([...waysOf(source)]).toEqual([]));
});
