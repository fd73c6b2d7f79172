import { z } from "zod";
import type { Books } from "./books";
import { FaultPlan, type Faults } from "./faults";
import type { Reply } from "./wishes";

const NewAccountBody = z.strictObject({
  account: z.string().min(1),
  token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  life_ms: z.int().min(1).optional(),
});
const OneAccount = z.strictObject({ account: z.string().min(1) });
const Seed = z.strictObject({ seed: z.int() });

interface Control {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly books: Books;
  readonly faults: Faults;
}

/** How whoever is in another process sets faults and reads the ledger. */
export function controlStage({ method, path, query, body, books, faults }: Control): Reply {
  const done: Reply = { status: 200, body: { done: true } };
  const account = query.get("account") ?? undefined;
  const acts: Readonly<Record<string, () => Reply>> = {
    "GET ledger": () => ({ status: 200, body: books.ledger(account) }),
    "DELETE ledger": () => {
      books.clear();
      return done;
    },
    "POST faults": () => {
      faults.add(FaultPlan.parse(jsonOf(body)));
      return done;
    },
    "DELETE faults": () => {
      faults.heal(account);
      return done;
    },
    "POST seed": () => {
      faults.seed(Seed.parse(jsonOf(body)).seed);
      return done;
    },
    "POST accounts": () => {
      const { account: name, token, refresh_token: refreshToken, life_ms: lifeMs } = NewAccountBody.parse(jsonOf(body));
      books.account(name, {
        token,
        ...(refreshToken !== undefined && { refreshToken }),
        ...(lifeMs !== undefined && { lifeMs }),
      });
      return done;
    },
    "POST expire-tokens": () => {
      books.expireTokens(OneAccount.parse(jsonOf(body)).account);
      return done;
    },
    "POST expire-uploads": () => {
      books.expireUploads(OneAccount.parse(jsonOf(body)).account);
      return done;
    },
  };
  const act = acts[`${method} ${path}`];
  if (!act) return { status: 404, body: { message: `There is ${Object.keys(acts).join(", ")}.` } };
  try {
    return act();
  } catch (error) {
    if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
    return { status: 400, body: { message: error instanceof z.ZodError ? z.prettifyError(error) : "No JSON." } };
  }
}

const jsonOf = (body: Buffer): unknown => JSON.parse(body.toString());
