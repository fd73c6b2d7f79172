import { env } from "@/lib/infra/env";
import { sign, verify } from "@/lib/infra/secrets";

/** The part of a `password_links` row that a token carries. */
interface PasswordLinkFacts {
  readonly id: string;
  readonly expiresAt: Date;
}

const FORM = /^([a-z0-9]{1,16})\.([0-9a-f-]{36})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

/** Behind the `#`, which browsers keep to themselves: no server, proxy or log ever sees the token. */
export const passwordLinkUrl = (link: PasswordLinkFacts) =>
  `${env().MARQUEE_URL}/set-password#${passwordLinkToken(link)}`;

/** `kid.password_link_id.exp.mac`, like a signed link's: the row decides whether it still counts. */
function passwordLinkToken({ id, expiresAt }: PasswordLinkFacts): string {
  const exp = Math.floor(expiresAt.getTime() / 1000);
  const { kid, mac } = sign("password-link", `${id}.${exp}`);
  return `${kid}.${id}.${exp}.${mac}`;
}

/** The id of the link that a token names, where the token is ours and has not expired; otherwise null. */
export function readPasswordLinkToken(token: string, now: Date): string | null {
  const [, kid = "", id = "", exp = "", mac = ""] = FORM.exec(token) ?? [];
  const ours = id !== "" && verify("password-link", `${id}.${exp}`, { kid, mac });
  return ours && Number(exp) * 1000 > now.getTime() ? id : null;
}

/** What an audit entry about a token is filed under: the link that it claims to be, without its signature. */
export const subjectOfToken = (token: string) => {
  const [, , id] = FORM.exec(token) ?? [];
  return id === undefined ? "password-link" : `password-link:${id}`;
};

/** The id of the link behind an address of `passwordLinkUrl`. */
export const passwordLinkIdIn = (url: string) => FORM.exec(url.split("#")[1] ?? "")?.[2] ?? "";
