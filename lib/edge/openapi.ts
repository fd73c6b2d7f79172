import { z } from "zod";
import { env } from "@/lib/infra/env";
import type { Operation } from "@/lib/infra/operation";
import { ADDRESSES, METHODS } from "./addresses";
import { STATUS_OF } from "./problem";
import { cookieName } from "./session";

type Schema = Record<string, unknown>;

/** What every address may answer besides its own refusals. */
const ALWAYS = {
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  unavailable: "unavailable",
  stale: "stale",
} as const;

/** The API as OpenAPI 3.1, read off the addresses and the operations' own schemas. */
export function openApiDocument(): Schema {
  const paths = Object.fromEntries(
    Object.entries(ADDRESSES).map(([address, operations]) => [address, pathItem(address, operations)]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: "Marquee",
      version: "1",
      description:
        "The distribution desk for finished videos. Errors are problem+json (RFC 9457) with a stable `code`.",
    },
    servers: [{ url: env().MARQUEE_URL }],
    security: [{ key: [] }, { session: [] }],
    paths: { ...paths, ...STREAMS },
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key: `mq_live_…`." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookieName(),
          description: "The cookie of a signed-in person.",
        },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

function pathItem(address: string, operations: Partial<Record<string, Operation>>): Schema {
  const item: Schema = {};
  for (const method of METHODS) {
    const op = operations[method];
    if (op) item[method.toLowerCase()] = describe(address, method, op);
  }
  return item;
}

function describe(address: string, method: string, op: Operation): Schema {
  const input = jsonSchema(op.input, "input");
  const inPath = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const properties = (input["properties"] ?? {}) as Record<string, Schema>;
  const required = (input["required"] ?? []) as string[];
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !inPath.includes(name)));
  const fields = Object.keys(rest);
  const parameters: Schema[] = [
    ...headersOf(method, op),
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: properties[name] ?? {} })),
    ...(method === "GET"
      ? fields.map((name) => ({ name, in: "query", required: required.includes(name), schema: rest[name] }))
      : []),
  ];
  const body =
    method === "GET" || fields.length === 0
      ? undefined
      : { ...input, properties: rest, required: required.filter((name) => !inPath.includes(name)) };
  return {
    operationId: op.name.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary: op.summary,
    ...whoMay(op),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: body.required.length > 0,
            content: { "application/json": { schema: body } },
          },
        }
      : {}),
    responses: { ...successes(op), ...problems(op, method) },
  };
}

function whoMay({ permission }: Operation): Schema {
  if (permission === "people:recover") return { description: "Asks for nobody's name.", security: [] };
  if (permission === "account:own")
    return {
      description: "For signed-in people, each for their own account; no key can.",
      security: [{ session: [] }],
    };
  return { description: `Needs the scope \`${permission}\`.` };
}

/** The request headers that mean something here (standard 2.5). */
function headersOf(method: string, op: Operation): Schema[] {
  const header = (name: string, description: string, schema: Schema): Schema => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string", ...schema },
  });
  return [
    ...(op.repeats && method === "POST"
      ? [
          header(
            "Idempotency-Key",
            "Any text of yours that names this request. Sent again with the same key and body, it is answered and not carried out again.",
            { minLength: 1, maxLength: 255 },
          ),
        ]
      : []),
    ...(op.lockRevision
      ? [header("If-Match", "The `ETag` you last saw. Another one by now: 412, and nothing is changed.", {})]
      : []),
  ];
}

/** An operation that waits may end at once (200), with something made (201) or still on its way (202). */
function successes(op: Operation): Schema {
  const content = { "application/json": { schema: jsonSchema(op.output, "output") } };
  const headers = op.revisionOf
    ? { headers: { ETag: { description: "The revision, for `If-Match`.", schema: { type: "string" } } } }
    : {};
  const statuses = op.answers ?? { 200: "Done." };
  return Object.fromEntries(
    Object.entries(statuses).map(([status, description]) => [status, { description, ...headers, content }]),
  );
}

function problems(op: Operation, method: string): Schema {
  const kinds = { ...ALWAYS, invalid_request: "invalid", ...op.refuses } as const;
  const onRepeat = op.repeats && method === "POST" ? ({ idempotency_key_reused: "unprocessable" } as const) : {};
  const onBody = method === "GET" ? {} : ({ too_large: "too_large", unsupported_media: "unsupported_media" } as const);
  const codesOf = new Map<number, string[]>();
  for (const [code, kind] of Object.entries({ ...kinds, ...onRepeat, ...onBody })) {
    const status = STATUS_OF[kind];
    codesOf.set(status, [...(codesOf.get(status) ?? []), code]);
  }
  return Object.fromEntries([...codesOf].map(([status, codes]) => [status, problem(codes)]));
}

const problem = (codes: readonly string[]): Schema => ({
  description: codes.map((code) => `\`${code}\``).join(", "),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema;
  return rest;
}

const PROBLEM: Schema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "request_id"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "A sentence a person can act on." },
    code: { type: "string", description: "Stable; clients may branch on it." },
    request_id: { type: "string" },
    fields: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
  },
};

/** The addresses that stream bytes instead of answering JSON. */
const streamed = (summary: string, type: string, name: string, statuses: Record<number, string>): Schema => ({
  get: {
    summary,
    parameters: [{ name, in: "path", required: true, schema: { type: "string" } }],
    responses: Object.fromEntries(
      Object.entries(statuses).map(([status, description]) => [
        status,
        Number(status) < 300 ? { description, content: { [type]: {} } } : { description },
      ]),
    ),
  },
});

const FILM = {
  200: "The whole file.",
  206: "The range that was asked for.",
  304: "Unchanged.",
  403: "Not allowed.",
  416: "No such range.",
};

const STREAMS: Schema = {
  "/api/v1/videos/{id}/file": streamed("Watch a video, or save it with ?download=1.", "video/mp4", "id", {
    ...FILM,
    401: "Nobody is signed in.",
    404: "`video_not_found`",
    409: "`video_not_available`",
  }),
  "/api/v1/videos/{id}/poster": streamed("A video's poster frame.", "image/jpeg", "id", {
    200: "The poster.",
    401: "Nobody is signed in.",
    404: "`poster_not_found`",
  }),
  "/d/{token}": { ...streamed("Download through a signed link.", "video/mp4", "token", FILM) },
};
