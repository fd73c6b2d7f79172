import { request } from "node:http";
import type { HarnessDesk } from "../desk";

export interface Downloaded {
  readonly status: number;
  readonly bytes: Buffer;
  /** Whether all came that the answer promised. */
  readonly whole: boolean;
}

const PATIENCE_MS = 120_000;

/** Reads a film as a player would, over a connection of its own. Follows nothing. */
export function downloadOf(
  desk: Pick<HarnessDesk, "port">,
  { path, key }: { path: string; key?: string },
): Promise<Downloaded> {
  return new Promise((resolve) => {
    const nothing = { status: 0, bytes: Buffer.alloc(0), whole: false };
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const asking = request({ host: "127.0.0.1", port: desk.port, path, agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks), whole: response.complete });
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", done);
      response.once("close", done);
    });
    asking.setTimeout(PATIENCE_MS, () => asking.destroy());
    asking.once("error", () => resolve(nothing));
    asking.end();
  });
}
