import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "../ask";
import type { HarnessDesk } from "../desk";

const PATIENCE_MS = 60_000;
const TUS = { "tus-resumable": "1.0.0" };

/** A client of the desk's uploads that can be cut off in the middle of a piece. */
export interface Sender {
  readonly id: string;
  /** How far the desk says it is. It may be gone for a moment: then it is asked again. */
  offset(): Promise<number>;
  /** Sends a piece from an offset on; the connection is torn after `cutAfter` bytes, where that is told. The status, 0 where there was none. */
  send(piece: Buffer, from: { offset: number; cutAfter?: number }): Promise<{ status: number; text: string }>;
}

export async function beginUpload(
  desk: Pick<HarnessDesk, "port">,
  { key, bytes, fileName }: { key: string; bytes: number; fileName: string },
): Promise<Sender> {
  const { port } = desk;
  const who = { ...TUS, authorization: `Bearer ${key}` };
  const begun = await ask({
    port,
    method: "POST",
    path: "/api/v1/uploads",
    headers: {
      ...who,
      "upload-length": String(bytes),
      "upload-metadata": `filename ${Buffer.from(fileName).toString("base64")}`,
    },
  });
  const id = begun.headers.location?.split("/").at(-1);
  if (begun.status !== 201 || id === undefined) throw new Error(`No upload began: ${begun.status} ${begun.text}`);
  const path = `/api/v1/uploads/${id}`;
  return {
    id,
    async offset() {
      for (const deadline = Date.now() + PATIENCE_MS; ;) {
        const answer = await ask({ port, method: "HEAD", path, headers: who }).catch(() => undefined);
        if (answer?.status === 200) return Number(answer.headers["upload-offset"]);
        if (Date.now() > deadline) throw new Error(`Nobody says how far ${id} is: ${answer?.status}`);
        await pause(200);
      }
    },
    send: (piece, { offset, cutAfter = Infinity }) =>
      new Promise((resolve) => {
        const sending = request({
          host: "127.0.0.1",
          port,
          path,
          method: "PATCH",
          agent: false,
          headers: {
            ...who,
            "upload-offset": offset,
            "content-type": "application/offset+octet-stream",
            "content-length": piece.length,
          },
        });
        const nobody = () => resolve({ status: 0, text: "" });
        sending.setTimeout(PATIENCE_MS, () => sending.destroy());
        sending.once("error", nobody);
        sending.once("close", nobody);
        sending.once("response", (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
          answer.once("error", nobody);
          answer.once("end", () => resolve({ status: answer.statusCode ?? 0, text }));
        });
        if (cutAfter >= piece.length) sending.end(piece);
        else sending.write(piece.subarray(0, cutAfter), () => sending.destroy());
      }),
  };
}
