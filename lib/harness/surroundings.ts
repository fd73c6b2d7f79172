import type { SourceServer } from "@/lib/testing/servers/source-server";
import { serveSource } from "@/lib/testing/servers/source-server";
import { openMailbox, type Mailbox } from "@/lib/testing/servers/mailbox";
import { CLIENT_ID, CLIENT_SECRET, startProvider, type RunningProvider } from "@/lib/testing/servers/oidc-provider";

/** What a desk has around it: who delivers films to it, carries its mail, and vouches for its people. */
export interface Surroundings {
  readonly source: SourceServer;
  readonly mailbox: Mailbox;
  readonly provider: RunningProvider;
  /** The desk's settings for all of that. */
  readonly settings: Readonly<Record<string, string>>;
  /** The secrets among them, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const MAIL_PASSWORD = "canary-smtp-9f2c51e07b";

export async function openSurroundings(deskUrl: string, film: Buffer): Promise<Surroundings> {
  const source = await serveSource(film);
  const mailbox = await openMailbox({
    authOptional: false,
    onAuth: ({ password }, _session, done) =>
      password === MAIL_PASSWORD ? done(null, { user: "desk" }) : done(new Error("Who are you?")),
  });
  const provider = await startProvider({ redirectUri: `${deskUrl}/api/auth/oidc/callback` });
  const mailHost = `127.0.0.1:${mailbox.port}`;
  return {
    source,
    mailbox,
    provider,
    settings: {
      OUTBOUND_ALLOW: [source.host, mailHost, provider.host].join(","),
      SMTP_URL: `smtp://desk:${MAIL_PASSWORD}@${mailHost}`,
      MAIL_FROM: "Marquee <desk@harness.example>",
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_ROLES: "viewers=reviewer",
    },
    secrets: { "mail password": MAIL_PASSWORD, "provider's client secret": CLIENT_SECRET },
    async close() {
      await Promise.all([source.close(), mailbox.close(), provider.close()]);
    },
  };
}
