import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail server on loopback that keeps what it is given. */
export interface Mailbox {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** The mails to one address, oldest first. */
  to(address: string): ReceivedMail[];
  close(): Promise<void>;
}

export interface ReceivedMail {
  /** Whom the server was told that it is for, whatever its headers say. */
  readonly recipients: readonly string[];
  readonly sender: string;
  /** Names in lower case, each line as it came. */
  readonly headers: readonly [name: string, value: string][];
  /** As it came, and with its transfer encoding taken off. */
  readonly raw: string;
  readonly decoded: string;
}

export async function openMailbox(options: SMTPServerOptions = {}, port = 0): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString();
        const recipients = rcptTo.map(({ address }) => address);
        const sender = mailFrom === false ? "" : mailFrom.address;
        mails.push({ recipients, sender, raw, decoded: withoutEncoding(raw), headers: headersOf(raw) });
        done();
      });
    },
    ...options,
  });
  // A client that goes away is no matter for a test.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    to: (address) => mails.filter(({ recipients }) => recipients.includes(address)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The address of the link in a mail. */
export const linkIn = ({ decoded }: ReceivedMail) => /http:\/\/\S+\/set-password#[\w.-]+/.exec(decoded)?.[0] ?? "";
export const tokenOf = (url: string) => url.split("#")[1] ?? "";

/** One entry a header; a line that begins with a space goes on with the one before. */
function headersOf(raw: string): [string, string][] {
  const [head = ""] = raw.split("\r\n\r\n");
  return head
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
}

/** Quoted-printable undone: good enough to find a line of text in. */
const withoutEncoding = (raw: string) =>
  raw.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
