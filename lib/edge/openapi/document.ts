import { env } from "@/lib/infra/env";
import type { Operation } from "@/lib/infra/operation";
import { ADDRESSES, METHODS } from "../rest/addresses";
import { describeOperation } from "./describe-operation";
import { PROBLEM, type Schema } from "./parts";
import { STREAMS } from "./streams";
import { UPLOADING } from "./uploading";
import { cookieName } from "../sign-in/session";

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
      description: INTRODUCTION,
    },
    tags: TAGS,
    servers: [{ url: env().MARQUEE_URL }],
    security: [{ key: [] }, { session: [] }],
    paths: { ...paths, ...STREAMS, ...besides(paths, UPLOADING) },
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

/** What is described besides the operations of the same address. */
const besides = (paths: Readonly<Record<string, Schema>>, more: Readonly<Record<string, Schema>>) =>
  Object.fromEntries(Object.entries(more).map(([address, item]) => [address, { ...paths[address], ...item }]));

function pathItem(address: string, operations: Partial<Record<string, Operation>>): Schema {
  const item: Schema = {};
  for (const method of METHODS) {
    const op = operations[method];
    if (op) item[method.toLowerCase()] = describeOperation(address, method, op);
  }
  return item;
}

/** The nouns in the order of the work, each with what it is. */
const TAGS = [
  {
    name: "Deliveries",
    description: "A final MP4 on its way from post-production onto the desk, and the signed links to it.",
  },
  {
    name: "Uploads",
    description: "Files that are sent to the desk itself, piece by piece, to be delivered from there.",
  },
  { name: "Videos", description: "What has been delivered: the film, its facts, its poster." },
  {
    name: "Staging copies",
    description: "The files deliveries were verified in, kept for a while: what goes when, what is held and why.",
  },
  {
    name: "Assignments",
    description: "One video going to one channel: what goes out where and when, and where each stands.",
  },
  { name: "Feeds", description: "What the desk publishes by itself, for everybody: to subscribe to and to watch." },
  { name: "Alerts", description: "What somebody should look at, and where the desk sends word of it." },
  { name: "API keys", description: "What services sign in with. A key does what its own scopes say, whoever made it." },
  { name: "People", description: "Who may sign in, and as what." },
  { name: "Own account", description: "For signed-in people only: their password and their sessions." },
  { name: "Audit trail", description: "Who did what, when, through which door, and how it ended; chained by hashes." },
];

const INTRODUCTION = `
The distribution desk for finished videos, for services.

- **Sign in** with \`Authorization: Bearer mq_live_…\`. A key is made under Settings, API keys, or by \`npm run api-key\`.
- **Errors** are \`application/problem+json\` (RFC 9457). Branch on \`code\`, show \`detail\`, quote \`request_id\`.
- **Repeat safely**: send an \`Idempotency-Key\` with a POST. The same key and body again is answered, with
  \`Idempotency-Replayed: true\`, and not carried out again.
- **Change safely**: answers about one thing carry an \`ETag\`; send it back as \`If-Match\`, and a change that somebody
  else made in between is 412 instead of lost.
- **Lists** are \`{items, next_cursor}\`; pass \`next_cursor\` on as \`cursor\` until it is null.
- **Limits** are told in \`RateLimit\` and \`RateLimit-Policy\`; a 429 says in \`Retry-After\` how many seconds to wait.
- Times are ISO 8601 in UTC. Fields nobody knows are refused, not ignored.
`;
