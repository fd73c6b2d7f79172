import { hash } from "@node-rs/argon2";
import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/core/caller";
import { ask, jsonOf, type Answer } from "./ask";

/** Somebody signed in, as a browser would be. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** The whole `Cookie` header. */
  readonly cookie: string;
}

export interface Door {
  readonly port: number;
  readonly url: string;
}

type Sql = (text: string, values?: readonly unknown[]) => Promise<unknown>;

/** The tables that make a person are written as the owner: proofs need people of every kind, at once. */
export async function makePerson(sql: Sql, role: Role): Promise<{ id: string; email: string; password: string }> {
  const [id, password] = [randomUUID(), `harness ${randomUUID()}`];
  const email = `${role}-${id.slice(0, 8)}@harness.example`;
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await sql(
    "INSERT INTO users (id, email, name, password_hash, role, created_at) VALUES ($1, $2, $3, $4, $5::role, now())",
    [id, email, `Harness ${role} ${id.slice(0, 8)}`, passwordHash, role],
  );
  return { id, email, password };
}

export interface Attempt {
  readonly email: string;
  readonly password: string;
  /** From where it comes, as a trusted proxy would say. */
  readonly address: string;
}

/** What a browser holds once it has seen the sign-in form: the anti-forgery token, and the cookie beside it. */
export interface Form {
  readonly csrfToken: string;
  readonly cookie: string;
}

export async function openForm({ port, url }: Door, address: string): Promise<Form> {
  const csrf = await ask({ port, path: "/api/auth/csrf", headers: comingFrom(url, address) });
  return { csrfToken: String(jsonOf(csrf)?.["csrfToken"]), cookie: cookiesOf(csrf).join("; ") };
}

const comingFrom = (url: string, address: string) => ({
  "x-forwarded-for": address,
  origin: url,
  "sec-fetch-site": "same-origin",
});

/** One try at the sign-in form's address, as a browser makes it. */
export async function attemptSignIn(door: Door, { email, password, address }: Attempt, form?: Form): Promise<Answer> {
  const { csrfToken, cookie } = form ?? (await openForm(door, address));
  return ask({
    port: door.port,
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers: {
      ...comingFrom(door.url, address),
      cookie,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
  });
}

/** The session's cookie as `Cookie` wants it; undefined where the answer set none. */
export function sessionCookieOf(answer: Answer): string | undefined {
  return cookiesOf(answer).find((pair) => /^(__Host-)?marquee\.session=[^;]+/.test(pair));
}

/** `name=value` of every cookie an answer sets. */
function cookiesOf({ headers }: Answer): string[] {
  return (headers["set-cookie"] ?? []).map((line) => line.split(";")[0] ?? "");
}

let made = 0;

/** An address that nobody came from before, so that no counter of tries stands in the way. */
export function freshAddress(): string {
  made += 1;
  return `10.${80 + (made >> 16)}.${(made >> 8) & 255}.${made & 255}`;
}
