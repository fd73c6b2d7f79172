import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { z } from "zod";
import { Books, isWay, type Ledger, type NewAccount, type StagePost } from "./rehearsal/books";
import { controlStage } from "./rehearsal/control";
import { type FaultPlan, Faults } from "./rehearsal/faults";
import { type Asked, type Reply, wishOf } from "./rehearsal/wishes";

/**
 * A platform that is none, and that keeps books of its own: what was posted here was posted, whatever
 * the desk believes. Under `/<way>/<account>/` it settles lost answers in one of five ways, see
 * lib/platforms/rehearsal; under `/control/` it is told what shall go wrong, and shows its ledger.
 */
export interface RehearsalStage {
  readonly url: string;
  /** As it would stand in `OUTBOUND_ALLOW`. */
  readonly host: string;
  /** From now on this goes wrong, until it was wrong often enough or `heal` is called. */
  fault(plan: z.input<typeof FaultPlan>): void;
  /** All goes well again, for one account or for all. */
  heal(account?: string): void;
  seed(seed: number): void;
  /** An account whose tokens are known; others take the first token they see. */
  account(name: string, account: NewAccount): void;
  expireTokens(account: string): void;
  expireUploads(account: string): void;
  ledger(account?: string): Ledger;
  postsUnder(marker: string): readonly StagePost[];
  close(): Promise<void>;
}

const MOST_BYTES = 2 * 1024 ** 2;

export async function openRehearsalStage({ port = 0 }: { port?: number } = {}): Promise<RehearsalStage> {
  let url = "";
  const [books, faults] = [new Books(() => url), new Faults()];
  const timers = new Set<NodeJS.Timeout>();
  const inAWhile = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };

  const server = createServer((request, response) => {
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    void wholeBody(request).then((body) => {
      if (body === null) return;
      const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://stage");
      const [way, account, ...path] = pathname.split("/").slice(1).map(decodeURIComponent);
      const method = request.method ?? "GET";
      if (way === "control")
        return answer(
          response,
          controlStage({ method, path: [account, ...path].join("/"), query, body, books, faults }),
        );
      const post = way === "see" ? books.postWith(account ?? "") : undefined;
      if (post)
        return void response.end(`This is post ${post.id} of ${post.account}: ${String(post.fields["title"])}\n`);
      if (!isWay(way) || account === undefined || account === "") return answer(response, { status: 404, body: {} });
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      perform({ method, way, account, token, path: path.filter((part) => part !== ""), query, body }, response);
    });
  });

  function perform(asked: Asked, response: ServerResponse): void {
    const wish = wishOf(asked, books);
    if (!wish) return answer(response, { status: 404, body: { message: "There is nothing here." } });
    const fate = faults.strike(asked.account, wish.step);
    const { transport } = fate;
    const { way, account } = asked;
    const { step, marker } = wish;
    books.calls.push({ at: Date.now(), way, account, step, marker, fault: transport?.fault ?? null });
    // Judged on arrival: what lands late came in with a token that was good.
    const enters = step === "token" || books.mayEnter(account, asked.token);
    const grant = () =>
      enters ? wish.grant(fate) : { status: 401, body: { message: "The token is not good any more." } };
    if (transport === null) return answer(response, grant());
    spoil({ transport, grant, response, inAWhile });
  }

  server.listen(port, "127.0.0.1");
  await new Promise<void>((resolve, reject) => server.once("listening", resolve).once("error", reject));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `http://${host}`;
  return {
    url,
    host,
    fault: (plan) => faults.add(plan),
    heal: (account) => faults.heal(account),
    seed: (seed) => faults.seed(seed),
    account: (name, account) => books.account(name, account),
    expireTokens: (account) => books.expireTokens(account),
    expireUploads: (account) => books.expireUploads(account),
    ledger: (account) => books.ledger(account),
    postsUnder: (marker) => books.postsUnder(marker),
    async close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Spoiling {
  readonly transport: FaultPlan;
  readonly grant: () => Reply;
  readonly response: ServerResponse;
  readonly inAWhile: (ms: number, act: () => void) => void;
}

/** Whatever begins with `lost`, and `late`, takes effect and does not say so. */
function spoil({ transport, grant, response, inAWhile }: Spoiling): void {
  const { fault, ms } = transport;
  const socket = response.socket;
  const hangUp = () => void socket?.resetAndDestroy();
  if (fault === "answer") return plainAnswer(response, transport);
  if (fault === "hang") return;
  if (fault === "reset") return hangUp();
  if (fault === "slow") return inAWhile(ms, () => answer(response, grant()));
  if (fault === "late") {
    inAWhile(ms, grant);
    return hangUp();
  }
  const reply = grant();
  const text = JSON.stringify(reply.body);
  if (fault === "lost-reset") hangUp();
  else if (fault === "lost-502") response.writeHead(502).end("<html>Bad gateway</html>");
  else if (fault === "lost-garbage") response.writeHead(200, { "content-type": "application/json" }).end('{"id": "');
  else if (fault === "lost-cut") {
    response.writeHead(reply.status, { "content-length": Buffer.byteLength(text) });
    response.write(text.slice(0, 5), hangUp);
  }
}

function plainAnswer(response: ServerResponse, { status, seconds, body }: FaultPlan): void {
  const headers = seconds === undefined ? {} : { "retry-after": String(seconds) };
  response.writeHead(status, { ...headers, "content-type": "application/json" });
  response.end(body ?? JSON.stringify({ message: `The stage was told to answer ${status}.` }));
}

function answer(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Null where it breaks off or never ends. */
async function wholeBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}
