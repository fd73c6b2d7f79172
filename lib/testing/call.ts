import { Ajv2020 } from "ajv/dist/2020";
import formats from "ajv-formats";
import { expect } from "vitest";
import { insideCaller, type Role } from "@/lib/core/caller";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import type { Method } from "@/lib/edge/rest/addresses";
import { openApiDocument } from "@/lib/edge/openapi/document";
import { route } from "@/lib/edge/rest/route";
import { perform } from "@/lib/infra/operation";

export interface Call {
  /** A key's text; without one nobody is asking. */
  readonly key?: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Asks an address as a service would, in this process, and holds the answer against the API's description. */
export async function call(
  method: Method,
  address: Parameters<typeof route>[0],
  { key, params = {}, query = {}, body, headers = {} }: Call = {},
): Promise<Answered> {
  const path = address.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(query).toString();
  const request = new Request(`http://localhost:3000${path}${search && `?${search}`}`, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await route(address)[method](request, { params: Promise.resolve(params) });
  const text = await response.text();
  const answered = {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(text) as Record<string, unknown>,
  };
  expectDeclared(method, address, answered);
  return answered;
}

export async function keyOfRole(role: Role): Promise<string> {
  const { key } = await perform(createApiKey, { name: `test ${role}`, role }, insideCaller("cli", "test"));
  if (key === null) throw new Error("A new key is shown.");
  return key;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats(ajv);

type Described = {
  paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>>;
  components: object;
};

/** An answer that the description does not know, or whose body it does not fit, fails the test that got it. */
function expectDeclared(method: Method, address: string, { status, headers, body }: Answered): void {
  const document = openApiDocument() as unknown as Described;
  const described = document.paths[address]?.[method.toLowerCase()];
  if (status === 405) return;
  const response = described?.responses[String(status)];
  expect(response, `${method} ${address} may answer ${status} (${JSON.stringify(body)})`).toBeDefined();
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  const schema = response?.content[type]?.schema;
  expect(schema, `${method} ${address} ${status} is described as ${type}`).toBeDefined();
  const fits = ajv.validate({ ...schema, components: document.components }, body);
  expect(fits, `${method} ${address} ${status} fits its description: ${ajv.errorsText()}`).toBe(true);
}
