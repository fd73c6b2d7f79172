import { expect } from "vitest";
import { openApiDocument } from "@/lib/edge/openapi/document";
import { serveUploads } from "./servers/upload-server";

export interface Piece {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
}

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

type Described = { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };

/** Who sends files to the desk by tus, over real sockets. Every answer is held against the API's description. */
export async function uploading() {
  const server = await serveUploads();

  async function speak(method: string, id: string | null, { key, headers = {}, body }: Piece = {}): Promise<Said> {
    const answer = await fetch(id === null ? server.url : `${server.url}/${id}`, {
      method,
      headers: {
        "tus-resumable": "1.0.0",
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(method === "PATCH" ? { "content-type": "application/offset+octet-stream" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body, duplex: "half" }),
    });
    const text = await answer.text();
    const said = { status: answer.status, headers: answer.headers, body: parse(text) };
    const address = id === null ? "/api/v1/uploads" : "/api/v1/uploads/{id}";
    const { paths } = openApiDocument() as unknown as Described;
    const described = paths[address]?.[method.toLowerCase()]?.responses[String(said.status)];
    if (method !== "OPTIONS") expect(described, `${method} ${address} may answer ${said.status} ${text}`).toBeDefined();
    if (said.status >= 400) expect(said.headers.get("content-type"), text).toBe("application/problem+json");
    expect(said.headers.get("access-control-allow-origin"), "other sites are not invited").toBeNull();
    return said;
  }

  /** Begins an upload and answers its id. */
  const begin = async (bytes: number, { key, name = "harbour.mp4" }: { key: string; name?: string }) => {
    const { status, headers, body } = await speak("POST", null, { key, headers: beginning(bytes, name) });
    expect(status, JSON.stringify(body)).toBe(201);
    return headers.get("location")?.split("/").at(-1) ?? "";
  };
  const send = (id: string, offset: number, { headers, ...piece }: Piece) =>
    speak("PATCH", id, { ...piece, headers: { "upload-offset": String(offset), ...headers } });
  const offset = async (id: string, key: string) => {
    const { status, headers } = await speak("HEAD", id, { key });
    expect(status).toBe(200);
    return Number(headers.get("upload-offset"));
  };
  return { server, speak, begin, send, offset };
}

export const beginning = (bytes: number, name: string) => ({
  "upload-length": String(bytes),
  "upload-metadata": `filename ${Buffer.from(name).toString("base64")}`,
});

function parse(text: string): Record<string, unknown> {
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
