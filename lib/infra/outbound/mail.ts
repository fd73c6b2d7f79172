import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport";
import { asOneLine } from "@/lib/core/one-line";
import { SECOND } from "@/lib/core/time";
import { env } from "../env";
import { PLAIN_ADDRESS } from "./mail-settings";

export interface Mail {
  /** Stays the same when a mail has to be sent again: its Message-ID is made of it. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail that did not go out, in a sentence for people: nothing the server said stands in it but its number. */
export class MailFailed extends Error {
  override readonly name = "MailFailed";
  /** Whether trying again is no use. */
  readonly lasting: boolean;

  constructor(message: string, { lasting = false } = {}) {
    super(message);
    this.lasting = lasting;
  }
}

/**
 * Sends one mail through `SMTP_URL`: the one place that knows the library. Content comes as text and
 * from nowhere else. Throws `MailFailed`.
 */
export async function sendMail({ id, to, subject, text, html }: Mail): Promise<void> {
  const { SMTP_URL: url, MAIL_FROM: from, OUTBOUND_ALLOW: allow } = env();
  if (url === undefined || from === undefined)
    throw new MailFailed("The worker has no mail server: SMTP_URL is not set for it.");
  if (!PLAIN_ADDRESS.test(to.address)) throw new MailFailed("This address cannot be written to.", { lasting: true });
  const transport = createTransport({ ...serverOf(url, allow), ...CLOSED });
  try {
    await transport.sendMail({
      ...CLOSED,
      // Addresses as parts, never as a text that would be read as a list of them.
      from: { name: asOneLine(from.name), address: from.address },
      to: { name: asOneLine(to.name), address: to.address },
      envelope: { from: from.address, to: [to.address] },
      subject: asOneLine(subject),
      text,
      html,
      messageId: `<${id}@${from.address.split("@")[1] ?? ""}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (error) {
    throw asMailFailed(error);
  } finally {
    transport.close();
  }
}

/** A mail cannot make the worker read a file or fetch an address, whatever stands in it. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const;

/**
 * `smtps://` is TLS from the first byte, `smtp://` begins plain and must turn to TLS (STARTTLS) before
 * anything is said; the certificate has to fit the name. Without TLS only where nobody listens in, on
 * loopback, or where the operator says so by naming the host and port in `OUTBOUND_ALLOW`. The address
 * is not judged otherwise: it comes from the settings, and a mail server inside one's own network is usual.
 */
export function serverOf(text: string, allow: readonly string[]): SMTPTransport.Options {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const secure = url.protocol === "smtps:";
  const port = url.port === "" ? (secure ? 465 : 587) : Number(url.port);
  const plain = !secure && (isLoopback(host) || allow.includes(`${url.hostname.toLowerCase()}:${port}`));
  const user = decodeURIComponent(url.username);
  return {
    // What the name service says of "localhost" is not asked: plain text goes to this machine or nowhere.
    host: plain && host === "localhost" ? "127.0.0.1" : host,
    port,
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    tls: { minVersion: "TLSv1.2", ...(isIP(host) ? {} : { servername: host }) },
    ...(user === "" ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    dnsTimeout: 10 * SECOND,
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 30 * SECOND,
    logger: false,
    debug: false,
  };
}

const isLoopback = (host: string) =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

const SENTENCES: Readonly<Record<string, string>> = {
  EAUTH: "The mail server does not take the desk's user name and password",
  ETLS: "There is no safe connection (TLS) to the mail server",
  EDNS: "The mail server's name leads nowhere",
  ECONNECTION: "The mail server does not answer",
  ESOCKET: "The mail server does not answer",
  ETIMEDOUT: "The mail server does not answer in time",
};

/** The library's errors carry the server's own words, which may repeat what was said to it: they go no further. */
function asMailFailed(error: unknown): MailFailed {
  const { code, responseCode, command, message } = error as Partial<Record<string, unknown>>;
  const said = typeof responseCode === "number" ? responseCode : null;
  // A certificate that does not fit comes as a socket that broke.
  const known = SENTENCES[/certificate|altnames/i.test(String(message)) ? "ETLS" : String(code)];
  const sentence =
    known ??
    (command === "RCPT TO"
      ? "The mail server does not take this address"
      : command === "MAIL FROM"
        ? "The mail server does not take the sender's address (MAIL_FROM)"
        : "The mail server did not take the mail");
  return new MailFailed(`${sentence}${said === null ? "" : ` (${said})`}.`, {
    lasting: known === undefined && said !== null && said >= 500,
  });
}
