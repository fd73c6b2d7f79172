import type { Operation } from "@/lib/infra/operation";
import type { Method } from "../rest/addresses";
import { asCurl, asTypeScript, exampleOf } from "./examples";
import { answerHeaders, requestHeaders } from "./headers";
import { jsonSchema, problem, type Schema } from "./parts";
import { STATUS_OF } from "../problem";

/** What every address may answer besides its own refusals. */
const ALWAYS = {
  unavailable: "unavailable",
  stale: "stale",
  rate_limited: "rate_limited",
} as const;

/** One operation at one address, read off its schemas: parameters, body, answers, refusals, examples. */
export function describeOperation(address: string, method: string, op: Operation): Schema {
  const input = jsonSchema(op.input, "input");
  const inPath = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const properties = (input["properties"] ?? {}) as Record<string, Schema>;
  const required = (input["required"] ?? []) as string[];
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !inPath.includes(name)));
  const fields = Object.keys(rest);
  const parameters: Schema[] = [
    ...requestHeaders(method, op),
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
    tags: [tagOf(address)],
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
    responses: { ...successes(op, method), ...problems(op, method) },
    ...samples(address, method as Method, op),
  };
}

/** The noun of an address: `/api/v1/api-keys/{id}` is about API keys. */
function tagOf(address: string): string {
  const noun = address.split("/")[3] ?? "";
  return TAGS[noun] ?? noun;
}

const TAGS: Readonly<Record<string, string>> = {
  videos: "Videos",
  uploads: "Uploads",
  deliveries: "Deliveries",
  "staging-copies": "Staging copies",
  assignments: "Assignments",
  "saved-views": "Assignments",
  alerts: "Alerts",
  "alert-routes": "Alerts",
  "api-keys": "API keys",
  people: "People",
  account: "Own account",
  "password-resets": "Own account",
  "password-links": "Own account",
  "audit-entries": "Audit trail",
  "audit-checks": "Audit trail",
};

/** How a service asks, for the reference page. What no key can do is for our own pages and has no samples. */
function samples(address: string, method: Method, op: Operation): Schema {
  if (op.permission === "people:recover" || op.permission === "account:own") return {};
  const example = { ...exampleOf(op.name), address, method };
  return {
    "x-codeSamples": [
      { lang: "Shell", label: "curl", source: asCurl(example) },
      { lang: "TypeScript", label: "TypeScript", source: asTypeScript(example) },
    ],
  };
}

function whoMay({ permission }: Operation): Schema {
  if (permission === "people:recover")
    return { description: "Asks for nobody's name, but only the desk's own pages may ask.", security: [] };
  if (permission === "account:own")
    return {
      description: "For signed-in people, each for their own account; no key can.",
      security: [{ session: [] }],
    };
  return { description: `Needs the scope \`${permission}\`.` };
}

/** An operation that waits may end at once (200), with something made (201) or still on its way (202). */
function successes(op: Operation, method: string): Schema {
  const content = { "application/json": { schema: jsonSchema(op.output, "output") } };
  const statuses = op.answers ?? { 200: op.effect === "reads" ? "What was asked for." : "Done." };
  return Object.fromEntries(
    Object.entries(statuses).map(([status, description]) => [
      status,
      { description, headers: answerHeaders(method, op, Number(status)), content },
    ]),
  );
}

function problems(op: Operation, method: string): Schema {
  const kinds = { ...ALWAYS, invalid_request: "invalid", ...op.refuses } as const;
  // Where nobody is asked for a name, nobody is without one.
  const onName =
    op.permission === "people:recover" ? {} : ({ unauthenticated: "unauthenticated", forbidden: "forbidden" } as const);
  const onChange = method === "GET" ? {} : ({ cross_site: "forbidden" } as const);
  const onRepeat = op.repeats && method === "POST" ? ({ idempotency_key_reused: "unprocessable" } as const) : {};
  const onBody = method === "GET" ? {} : ({ too_large: "too_large", unsupported_media: "unsupported_media" } as const);
  const codesOf = new Map<number, string[]>();
  for (const [code, kind] of Object.entries({ ...onName, ...kinds, ...onChange, ...onRepeat, ...onBody })) {
    const status = STATUS_OF[kind];
    codesOf.set(status, [...(codesOf.get(status) ?? []), code]);
  }
  return Object.fromEntries([...codesOf].map(([status, codes]) => [status, problem(codes)]));
}
