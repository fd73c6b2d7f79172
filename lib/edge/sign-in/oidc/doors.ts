import { strangerAt, type Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { safeNext } from "@/lib/core/safe-next";
import { signInWithProvider } from "@/lib/domain/access/operations/sign-in-with-provider";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import { framed, type Handler } from "../../frame";
import { NotProven } from "./failure";
import { flowCookie, flowOf, noFlowCookie, type Flow } from "./flow";
import { beginAt, finishAt, type Provider } from "./provider";
import { budgetOf, neighbourhoodOf, spend } from "../../limits/budgets";
import { trying, type Try } from "../../limits/tries";
import { addressOf } from "../../request";
import { sessionCookieFor } from "../session";

/**
 * Signing in through an OpenID provider: authorization code flow with PKCE, state and nonce. Not through
 * next-auth, whose own client cannot be sent through the outbound guard. What comes of it is an
 * ordinary session with the ordinary cookie.
 */
export type ProviderOf = () => Provider | null;

/** `GET /api/auth/oidc/start?next=/desk/…`: to the provider, with what the way back needs in a cookie. */
export const startAtProvider = (providerOf: ProviderOf): Handler =>
  framed(async (request, _params, requestId, headers) => {
    await spend(budgetOf(addressOf(request)), headers);
    const provider = orNothingHere(providerOf());
    const next = safeNext(new URL(request.url).searchParams.get("next"));
    try {
      const { address, flow } = await beginAt(provider, next);
      return leadTo(address.href, flowCookie(flow));
    } catch (error) {
      return refused(error, { request, requestId, next, began: false });
    }
  });

/** `GET /api/auth/oidc/callback`: back from the provider, and into the desk or to the sign-in page with a reason. */
export const returnFromProvider = (providerOf: ProviderOf): Handler =>
  framed(async (request, _params, requestId, headers) => {
    await spend(budgetOf(addressOf(request)), headers);
    const provider = orNothingHere(providerOf());
    const flow = flowOf(request);
    try {
      const caller = strangerOf(request, requestId);
      const signIn = async () => {
        const proven = {
          ...(await vouched(provider, { flow, request })),
          user_agent: request.headers.get("user-agent"),
        };
        return perform(signInWithProvider, proven, caller);
      };
      // Only what this browser began is an attempt; the rest costs nobody a look and no line in the trail.
      const { session_id: sessionId, person } = await (flow ? trying(attemptOf(caller), signIn) : signIn());
      return leadTo(flow?.next ?? safeNext(null), noFlowCookie(), await sessionCookieFor(sessionId, person.id));
    } catch (error) {
      return refused(error, { request, requestId, next: flow?.next, began: flow !== null });
    }
  });

function vouched(provider: Provider, { flow, request }: { flow: Flow | null; request: Request }) {
  if (!flow) throw new NotProven("oidc_failed", "this browser began no sign-in in the last 10 minutes");
  return finishAt(provider, { flow, search: new URL(request.url).search });
}

interface Attempt {
  readonly request: Request;
  readonly requestId: string;
  readonly next: string | undefined;
  /** Whether there was a sign-in to be refused: that is written down, and what nobody began is not. */
  readonly began: boolean;
}

/** Failed returns are counted as wrong passwords are: 20 in 15 minutes from one address (standard 3.2). */
function attemptOf(caller: Caller): Try {
  const limit = { name: "provider", points: 20, seconds: 900 };
  return {
    counters: [{ limit, key: neighbourhoodOf(caller.address), whenRight: "given back" }],
    onBlock: async () => {
      await perform(signInWithProvider, { refused: "oidc_failed" }, caller).catch(() => undefined);
    },
  };
}

const CODES = new Set(Object.keys(signInWithProvider.refuses ?? {}));

/** Back to the sign-in page, which says why. Faults of ours are thrown on, to be told as every fault is. */
async function refused(error: unknown, { request, requestId, next, began }: Attempt): Promise<Response> {
  let why = error;
  if (error instanceof NotProven && began) {
    // The operation writes the refusal down, as it does its own.
    const kept = perform(signInWithProvider, { refused: error.code }, strangerOf(request, requestId));
    why = await kept.catch((refusal: unknown) => refusal);
  }
  if (!(why instanceof Refusal || why instanceof NotProven)) throw why;
  const code = CODES.has(why.code) ? why.code : "oidc_failed";
  const reason = error instanceof Error ? error.message : "unknown";
  log.warn({ requestId, code, reason }, "a sign-in through the provider failed");
  const query = new URLSearchParams({ error: code, ...(next === undefined ? {} : { next }) });
  return leadTo(`/sign-in?${query.toString()}`, noFlowCookie());
}

function leadTo(address: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location: address, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}

const strangerOf = (request: Request, requestId: string) =>
  strangerAt("desk", "people:sign-in", { requestId, address: addressOf(request) });

function orNothingHere(provider: Provider | null): Provider {
  if (provider) return provider;
  throw new Refusal("not_found", "not_found", "There is nothing at this address.");
}
