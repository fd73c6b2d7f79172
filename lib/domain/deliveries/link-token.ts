import { env } from "@/lib/infra/env";
import { sign, verify } from "@/lib/infra/secrets";

/** The part of a `links` row that a token carries. */
export interface LinkFacts {
  readonly id: string;
  readonly expiresAt: Date;
}

/** `kid.link_id.exp.mac`: the row decides whether it still counts, the signature that we made it (standard 3.4). */
export function linkToken({ id, expiresAt }: LinkFacts): string {
  const exp = Math.floor(expiresAt.getTime() / 1000);
  const { kid, mac } = sign("link", `${id}.${exp}`);
  return `${kid}.${id}.${exp}.${mac}`;
}

export const linkUrl = (link: LinkFacts) => `${env().MARQUEE_URL}/d/${linkToken(link)}`;

/** The address as logs and events may carry it: which link, but not its signature. */
export const linkUrlWithoutToken = (link: { id: string }) => `${env().MARQUEE_URL}/d/…${link.id}`;

/** The link a token names, where the token is ours and has not expired; otherwise null. */
export function readLinkToken(token: string, now: Date): { id: string; expiresAt: Date } | null {
  const parts = /^([a-z0-9]{1,16})\.([0-9a-f-]{36})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/.exec(token);
  if (!parts) return null;
  const [, kid = "", id = "", exp = "", mac = ""] = parts;
  if (!verify("link", `${id}.${exp}`, { kid, mac })) return null;
  const expiresAt = new Date(Number(exp) * 1000);
  return expiresAt > now ? { id, expiresAt } : null;
}
