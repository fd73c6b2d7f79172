import { connect } from "node:net";
import Ajv2020 from "ajv/dist/2020.js";
import { expect, test } from "./fixtures/desk";
import { runningDesk } from "./fixtures/running-desk";

test("the probes of an operator: alive, ready, and the four figures", async ({ request }) => {
  for (const path of ["/livez", "/readyz"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["cache-control"]).toBe("no-store");
  }
  const page = await (await request.get("/metrics")).text();
  for (const name of [
    "distribution_publish_success_rate",
    "distribution_latency_ms_bucket",
    "distribution_replica_count",
    "distribution_asset_size_bytes",
  ]) {
    expect(page).toMatch(new RegExp(`^${name}(\\{[^}]*\\})? [\\d.e+]+$`, "m"));
  }
});

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { readonly operationId?: string; readonly security?: readonly object[]; readonly responses: object }>
  >;
}

test("the description of the API is OpenAPI 3.1, and everything it names is there and closed", async ({ request }) => {
  const answer = await request.get("/api/openapi.json");
  expect(answer.status()).toBe(200);
  const document = (await answer.json()) as OpenApi;
  expect(document.openapi).toMatch(/^3\.1\./);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  expect(operations.length).toBeGreaterThan(12);
  const ids = operations.flatMap(({ operation }) => operation.operationId ?? []);
  expect(new Set(ids).size, "every operation has a name of its own").toBe(ids.length);

  for (const { path, method, operation } of operations) {
    expect(Object.keys(operation.responses).length, `${method} ${path}`).toBeGreaterThan(0);
    const filled = path.replaceAll(/\{\w+\}/g, "nothing");
    const stranger = await request.fetch(filled, { method });
    // A signed link is its own right, and what asks for nobody's name is for our own pages: both say no in their own way.
    const open = path.startsWith("/d/") || operation.security?.length === 0;
    // What is published is everybody's: there is nothing under this name, and that is all there is to say.
    const isPublic = /^\/(feeds|watch)\//.test(path);
    expect(stranger.status(), `${method} ${path}`).toBe(isPublic ? 404 : open ? 403 : 401);
    expect(stranger.headers()["content-type"]).toBe("application/problem+json");
  }
  const schemas = JSON.stringify(document).match(/"schema":\{/g) ?? [];
  expect(schemas.length).toBeGreaterThan(20);
  expect(everySchema(document).filter((schema) => !isSchema(schema))).toEqual([]);
});

test("an unknown address and a wrong method are told as problems", async ({ request }) => {
  const unknown = await request.get("/api/v1/nothing/here");
  expect(unknown.status()).toBe(404);
  expect(unknown.headers()["content-type"]).toBe("application/problem+json");
  expect(await unknown.json()).toMatchObject({ status: 404, code: "not_found", type: expect.any(String) });

  for (const [method, path, allow] of [
    ["PUT", "/api/v1/deliveries", "GET, POST"],
    ["DELETE", "/api/v1/videos", "GET"],
    ["POST", "/api/openapi.json", "GET"],
    ["POST", "/d/token", "GET, HEAD"],
  ] as const) {
    const wrong = await request.fetch(path, { method });
    expect(wrong.status(), `${method} ${path}`).toBe(405);
    expect(wrong.headers()).toMatchObject({ allow, "content-type": "application/problem+json" });
    expect(await wrong.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
  }
});

test("what Next would answer with a fault is refused with a problem too", async () => {
  for (const path of ["/api/v1/videos/%E0%A4%A", "/d/%zz"]) {
    const answer = await rawly({ method: "GET", path });
    expect(answer, path).toMatch(/^HTTP\/1.1 400 [^]*application\/problem\+json[^]*"code":"invalid_request"/i);
  }
  for (const method of ["TRACE", "PROPFIND"]) {
    const answer = await rawly({ method, path: "/api/v1/videos" });
    expect(answer, method).toMatch(/^HTTP\/1.1 405 [^]*application\/problem\+json[^]*"code":"method_not_allowed"/i);
  }
});

/** A request as no client library would send it. */
async function rawly({ method, path }: { method: string; path: string }): Promise<string> {
  const { hostname, port } = new URL(runningDesk().url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
  let said = "";
  for await (const chunk of socket) said += String(chunk);
  return said;
}

for (const [words, bytes] of [
  ["two mebibytes", 2 * 1024 * 1024],
  ["twenty megabytes", 20_000_000],
] as const) {
  test(`a body of ${words} is refused as too large, not cut`, async ({ request, apiKey }) => {
    const answer = await request.post("/api/v1/deliveries", {
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      data: Buffer.from(JSON.stringify({ project_id: "x".repeat(bytes) })),
    });
    expect(answer.status()).toBe(413);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 413, code: "too_large" });
  });
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** Whether it keeps the rules of JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
const isSchema = (schema: unknown) =>
  typeof schema === "object" && schema !== null && ajv.validateSchema(schema) === true;

function everySchema(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "schema" ? [inner as unknown] : everySchema(inner),
  );
}
