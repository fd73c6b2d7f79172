import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Permission } from "@/lib/core/caller";
import { exportEntries } from "@/lib/domain/audit/operations/export-entries";
import { getProof } from "@/lib/domain/proof/operations/get-proof";
import { beginUpload } from "@/lib/domain/uploads/operations/begin-upload";
import { getUpload } from "@/lib/domain/uploads/operations/get-upload";
import { removeUpload } from "@/lib/domain/uploads/operations/remove-upload";
import { openVideo } from "@/lib/domain/videos/operations/open-video";
import { ADDRESSES, METHODS, type Method } from "@/lib/edge/rest/addresses";
import type { Operation } from "@/lib/infra/operation";
import { projectRoot } from "@/lib/infra/project-root";

/** One address with one method, and who may: null where nothing answers to that method. */
export interface Target {
  readonly address: string;
  readonly method: Method;
  readonly permission: Permission | null;
  readonly op: Operation | null;
}

/** Addresses that answer bytes, and so stand beside the table: what their handlers ask for. */
const STREAMED: Readonly<Record<string, Permission>> = {
  "/api/v1/videos/{id}/file": openVideo.permission,
  "/api/v1/videos/{id}/poster": openVideo.permission,
  "/api/v1/videos/{id}/proof.pdf": getProof.permission,
  "/api/v1/audit-entries/export": exportEntries.permission,
};

/** What answers beside the operations of an address: where files come in. */
const RECEIVING: Readonly<Record<string, Partial<Record<Method, Permission>>>> = {
  "/api/v1/uploads": { POST: beginUpload.permission },
  "/api/v1/uploads/{id}": { PATCH: getUpload.permission, DELETE: removeUpload.permission },
};

/** Every address below /api/v1 that the build has, with every method. Throws for one that nobody described. */
export function everyTarget(): Target[] {
  const streamed = builtRoutes("route").filter(
    (path) => path.startsWith("/api/v1/") && !Object.hasOwn(ADDRESSES, path),
  );
  const unknown = streamed.find((path) => !Object.hasOwn(STREAMED, path));
  if (unknown !== undefined) throw new Error(`Nobody has said who may ask ${unknown}: add it to STREAMED.`);
  const described = Object.entries<Partial<Record<Method, Operation>>>(ADDRESSES).flatMap(([address, operations]) =>
    METHODS.map((method) => ({
      address,
      method,
      permission: operations[method]?.permission ?? RECEIVING[address]?.[method] ?? null,
      op: operations[method] ?? null,
    })),
  );
  const bytes = streamed.flatMap((address) =>
    METHODS.map((method) => ({
      address,
      method,
      permission: method === "GET" ? (STREAMED[address] ?? null) : null,
      op: null,
    })),
  );
  return [...described, ...bytes];
}

/** The pages that the session gate stands before. */
export const everyDeskPage = () => builtRoutes("page").filter((path) => /^\/desk(\/|$)/.test(path));

/** The addresses of the build, with `{…}` for what is filled in. */
function builtRoutes(kind: "page" | "route"): string[] {
  const text = readFileSync(join(projectRoot(), ".next/app-path-routes-manifest.json"), "utf8");
  return Object.entries(JSON.parse(text) as Record<string, string>)
    .filter(([file]) => file.endsWith(`/${kind}`))
    .map(([, path]) => path.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}"));
}

/** What things of a kind are called in addresses, and one that exists: `videos` → its id. */
export type Ids = Readonly<Record<string, string>>;

/** The address with a thing named in it: one that exists, or nothing at all. */
export function pathTo(address: string, ids: Ids): string {
  return address.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_, noun: string) => `${noun}/${ids[noun] ?? crypto.randomUUID()}`);
}
