import { DAY, HOUR } from "@/lib/core/time";
import type { Prisma, Tx } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import type { Work } from "@/lib/infra/work";
import type { PasswordLink } from "./contract";
import { mailPasswordLink } from "./jobs";
import { passwordLinkUrl, readPasswordLinkToken } from "./password-link-token";
import { passwordLinkRefused } from "./refusals";

/** A reset is asked for by somebody who waits for it; an invitation may find somebody on holiday. */
const LASTS = { invitation: 7 * DAY, reset: HOUR } as const;

type PasswordLinkRow = Prisma.PasswordLinkGetPayload<object>;

/** The links that still set a password. */
export const living = (now: Date) =>
  ({
    usedAt: null,
    revokedAt: null,
    expiresAt: { gt: now },
    user: { disabledAt: null },
  }) satisfies Prisma.PasswordLinkWhereInput;

/**
 * Makes a person's link, which is their only one from then on, and leaves the mail to a worker where
 * there is a mail server. The person's row is locked: see `lockPerson`.
 */
export async function issuePasswordLink(
  work: Work,
  { userId, purpose }: { userId: string; purpose: keyof typeof LASTS },
): Promise<PasswordLink> {
  const { tx, caller, now } = work;
  await revokePasswordLinks(tx, { userId, now });
  const row = await tx.passwordLink.create({
    data: {
      userId,
      purpose,
      createdAt: now,
      createdBy: caller.actorName,
      expiresAt: wholeSeconds(now, LASTS[purpose]),
    },
  });
  const link = toPasswordLink(row);
  if (link.by_mail) await work.enqueue(mailPasswordLink, { password_link_id: row.id }, { key: row.id });
  return link;
}

export function toPasswordLink(row: Pick<PasswordLinkRow, "id" | "expiresAt">): PasswordLink {
  return { url: passwordLinkUrl(row), expires_at: row.expiresAt.toISOString(), by_mail: mailIsSetUp() };
}

export async function revokePasswordLinks(tx: Tx, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await tx.passwordLink.updateMany({ where: { userId, usedAt: null, revokedAt: null }, data: { revokedAt: now } });
}

/** Whose a link is. */
export const holder = { user: { select: { email: true, name: true } } } satisfies Prisma.PasswordLinkInclude;

/** The link behind a token, and whose it is. Throws `password_link_refused`, whatever it is that does not fit. */
export async function linkOfToken(tx: Tx, token: string, now: Date) {
  const id = readPasswordLinkToken(token, now);
  const link = id && (await tx.passwordLink.findFirst({ where: { id, ...living(now) }, include: holder }));
  if (!link) throw passwordLinkRefused();
  return link;
}

export const mailIsSetUp = () => env().SMTP_URL !== undefined;

/** The token carries its end in seconds. */
const wholeSeconds = (now: Date, ms: number) => new Date(Math.floor((now.getTime() + ms) / 1000) * 1000);
