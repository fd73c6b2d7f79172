import { hash, verify } from "@node-rs/argon2";
import { tooBusy } from "./refusals";

/** OWASP's argon2id setting; @node-rs/argon2 defaults to argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash nobody's password has, so that an unknown e-mail address costs the same time as a wrong password. */
const NOBODY = hash(crypto.randomUUID(), COST);

const AT_ONCE = 4;
/** How many may wait for their turn, some two seconds of work. */
const IN_LINE = 200;
const waiting: (() => void)[] = [];
let inFlight = 0;

export const hashPassword = (password: string) => inTurn(() => hash(password, COST));

/** Checks a password; null stands for a person who does not exist. */
export const passwordFits = (passwordHash: string | null, password: string) =>
  inTurn(async () => (await verify(passwordHash ?? (await NOBODY), password)) && passwordHash !== null);

/** At most four hashes at once: each takes 19 MiB, and a flood of sign-ins must not take the rest of the desk down. */
async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (waiting.length >= IN_LINE) throw tooBusy();
  if (inFlight >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else inFlight += 1;
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else inFlight -= 1;
  }
}
