import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Permission } from "@/lib/core/caller";
import { projectRoot } from "@/lib/infra/project-root";
import { ask, type Answer } from "./ask";
import type { Door } from "./people";

/** A server action as the build exposes it: a public POST, whatever its type says. */
export interface ServerAction {
  readonly id: string;
  readonly name: string;
  /** A page that it can be posted to. */
  readonly page: string;
  /** What the operation behind it asks for. */
  readonly permission: Permission;
}

interface Manifest {
  readonly node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>;
}

/** Every server action of the build, with the permission of its operation, read from the sources. */
export function everyServerAction(): ServerAction[] {
  const manifest = JSON.parse(read(".next/server/server-reference-manifest.json")) as Manifest;
  return Object.entries(manifest.node).map(([id, { workers, filename, exportedName }]) => ({
    id,
    name: exportedName,
    page: (Object.keys(workers)[0] ?? "").replace(/^app/, "").replace(/\/page$/, "") || "/",
    permission: permissionBehind(filename, exportedName),
  }));
}

/** `export const x = action(op)`: the permission in the file that `op` is imported from. */
function permissionBehind(filename: string, exportedName: string): Permission {
  const source = read(filename);
  const [, op] = new RegExp(`export const ${exportedName} = action\\((\\w+)`).exec(source) ?? [];
  const [, path] = new RegExp(`import \\{[^}]*\\b${op}\\b[^}]*\\} from "@/([^"]+)"`).exec(source) ?? [];
  if (op === undefined || path === undefined)
    throw new Error(`${exportedName} of ${filename} is not made by action().`);
  const [, permission] = /permission: "([^"]+)"/.exec(read(`${path}.ts`)) ?? [];
  if (permission === undefined) throw new Error(`${path} names no permission.`);
  return permission as Permission;
}

const read = (file: string) => readFileSync(join(projectRoot(), file), "utf8");

/** Posts to an action as the browser does: its id in a header, its arguments as a list. */
export function callAction(
  { port, url }: Door,
  { id, page }: Pick<ServerAction, "id" | "page">,
  {
    args,
    headers,
    path = page,
  }: { args: readonly unknown[]; headers: Readonly<Record<string, string>>; path?: string },
): Promise<Answer> {
  return ask({
    port,
    method: "POST",
    path: path.replaceAll(/\[\w+\]/g, "x"),
    headers: {
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": id,
      // Next holds the origin against it.
      host: new URL(url).host,
      ...headers,
    },
    body: JSON.stringify(args),
  });
}

/** The status of the problem in an action's reply, 200 where it went well; undefined where there is no reply. */
export function replyOf({ text }: Pick<Answer, "text">): { status: number; code: string } | undefined {
  for (const line of text.split("\n")) {
    const start = line.indexOf('{"ok":');
    if (start < 0) continue;
    const reply = JSON.parse(line.slice(start)) as { ok: boolean; problem?: { status: number; code: string } };
    return reply.ok ? { status: 200, code: "" } : reply.problem;
  }
  return undefined;
}
