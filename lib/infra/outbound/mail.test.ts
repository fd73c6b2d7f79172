import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readSettings, WrongSettings } from "@/lib/infra/env";
import { openMailbox } from "@/lib/testing/servers/mailbox";
import { sendMail, serverOf } from "./mail";

const PASSWORD = "p@ss/word:secret";
const said = { no: null as { at: "auth" | "address" | "mail"; code: number } | null };

/** What the server says when it says no: it repeats the password, as careless ones do. */
const noAt = (at: string) =>
  said.no?.at === at
    ? Object.assign(new Error(`no, and your password is ${PASSWORD}`), { responseCode: said.no.code })
    : null;

const mailbox = await openMailbox({
  authOptional: false,
  onAuth: ({ username, password }, _session, done) => {
    const fits = username === "desk" && password === PASSWORD;
    const no = noAt("auth");
    if (no || !fits) done(no ?? new Error("wrong"));
    else done(null, { user: "desk" });
  },
  onRcptTo: (_address, _session, done) => done(noAt("address")),
  onMailFrom: (_address, _session, done) => done(noAt("mail")),
});
afterAll(() => mailbox.close());
process.env["SMTP_URL"] = `smtp://desk:${encodeURIComponent(PASSWORD)}@127.0.0.1:${mailbox.port}`;
process.env["MAIL_FROM"] = "Marquee at work <desk@marquee.example>";

const send = ({ name = "Mara", address = "mara@example.com", subject = "Hello", text = "Hello." } = {}) =>
  sendMail({ id: "0199", to: { name, address }, subject, text, html: "<p>Hello.</p>" });

const HEADERS = "auto-submitted content-type date from message-id mime-version subject to".split(" ");

describe("a mail", () => {
  it("says whom it is from and for, in plain text and in HTML, and that no person wrote it", async () => {
    await send({ name: "Zoë Ångström", subject: "Grüße" });
    const mail = mailbox.mails.at(-1);
    expect(mail).toMatchObject({ sender: "desk@marquee.example", recipients: ["mara@example.com"] });
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      from: "Marquee at work <desk@marquee.example>",
      to: "=?UTF-8?Q?Zo=C3=AB_=C3=85ngstr=C3=B6m?= <mara@example.com>",
      "message-id": "<0199@marquee.example>",
      "auto-submitted": "auto-generated",
    });
    expect(mail?.raw).toContain("text/plain");
    expect(mail?.raw).toContain("text/html");
  });

  it("has the same headers and one recipient, whatever a name or a subject tries", async () => {
    const ends = [
      "\r\n",
      "\n",
      "\r",
      "\u2028",
      "\u2029",
      "\u0085",
      "\u000b",
      "\0",
      "=?utf-8?Q?=0D=0A?=",
      '"',
      ">",
      ",",
    ];
    const bad = fc
      .array(
        fc.oneof(
          fc.constantFrom(...ends),
          fc.constantFrom("Bcc: eve@evil.example", "<eve@evil.example>", " "),
          fc.string(),
        ),
      )
      .map((parts) => parts.join("").slice(0, 200));
    await fc.assert(
      fc.asyncProperty(bad, bad, async (name, subject) => {
        await send({ name, subject: `A ${subject}`, text: "path: /etc/passwd" });
        const mail = mailbox.mails.at(-1);
        expect(mail?.recipients).toEqual(["mara@example.com"]);
        expect(mail?.headers.map(([header]) => header).toSorted()).toEqual(HEADERS);
        const to = mail?.headers.find(([header]) => header === "to")?.[1] ?? "";
        expect(to.endsWith("mara@example.com>") || to === "mara@example.com", to).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("goes to no address that could be read as more than one, or as more than an address", async () => {
    const before = mailbox.mails.length;
    const odd = [
      "mara@example.com\r\nBcc: eve@evil.example",
      "mara@example.com, eve@evil.example",
      "mara@example.com eve@evil.example",
      "<mara@example.com>",
      "mara@example.com> SIZE=1\r\nRCPT TO:<eve@evil.example",
      '"mara"@example.com',
      "mara@@example.com",
      "mara",
      "",
    ];
    for (const address of odd)
      await expect(send({ address }), address).rejects.toMatchObject({ name: "MailFailed", lasting: true });
    expect(mailbox.mails.length).toBe(before);
  });

  it("that fails says why in our words, and not in the server's", async () => {
    const failing = async (no: typeof said.no) => {
      said.no = no;
      const error = await send().then(
        () => null,
        (thrown: unknown) => thrown as Error & { lasting: boolean },
      );
      said.no = null;
      expect(`${error?.stack} ${JSON.stringify(error)} ${String(error?.cause)}`).not.toContain(PASSWORD);
      return [error?.message, error?.lasting];
    };
    expect(await failing({ at: "auth", code: 535 })).toEqual([
      "The mail server does not take the desk's user name and password (535).",
      false,
    ]);
    expect(await failing({ at: "address", code: 550 })).toEqual([
      "The mail server does not take this address (550).",
      true,
    ]);
    expect(await failing({ at: "address", code: 451 })).toEqual([
      "The mail server does not take this address (451).",
      false,
    ]);
    expect(await failing({ at: "mail", code: 553 })).toEqual([
      "The mail server does not take the sender's address (MAIL_FROM) (553).",
      true,
    ]);
  });
});

describe("the way to the mail server", () => {
  it("is safe, or leads no further than this machine, or was named by the operator", () => {
    const way = (url: string, allow: string[] = []) => {
      const { host, port, secure, requireTLS, ignoreTLS } = serverOf(url, allow);
      return [host, port, secure ? "tls" : requireTLS ? "must turn to tls" : ignoreTLS ? "plain" : "?"];
    };
    expect(way("smtps://mail.example.com")).toEqual(["mail.example.com", 465, "tls"]);
    expect(way("smtp://mail.example.com")).toEqual(["mail.example.com", 587, "must turn to tls"]);
    expect(way("smtp://10.0.0.7:25")).toEqual(["10.0.0.7", 25, "must turn to tls"]);
    expect(way("smtp://10.0.0.7:25", ["10.0.0.7:25"])).toEqual(["10.0.0.7", 25, "plain"]);
    expect(way("smtp://10.0.0.7:25", ["10.0.0.7:26"])).toEqual(["10.0.0.7", 25, "must turn to tls"]);
    expect(way("smtp://localhost:2525")).toEqual(["127.0.0.1", 2525, "plain"]);
    expect(way("smtp://[::1]:25")).toEqual(["::1", 25, "plain"]);
    expect(way("smtp://127.0.0.1.evil.example:25")).toEqual(["127.0.0.1.evil.example", 25, "must turn to tls"]);
    expect(way("smtps://localhost")).toEqual(["localhost", 465, "tls"]);
  });

  it("is a host and nothing behind it, and goes with a sender; a wrong one is not repeated", () => {
    const from = { MAIL_FROM: "desk@example.com" };
    for (const url of [
      "http://m.example",
      "smtp://",
      "smtp://m.example/x",
      "smtp://u:secret%@m.example",
      "smtps://m.example?logger=true",
    ]) {
      expect(() => readSettings({ SMTP_URL: url, ...from }), url).toThrow(WrongSettings);
      expect(() => readSettings({ SMTP_URL: url, ...from }), url).not.toThrow(/secret/);
    }
    for (const MAIL_FROM of [
      "desk",
      "a@b.example, c@d.example",
      "X <a@b.example>\nBcc: c@d.example",
      "X\r\nBcc: c <a@b.example>",
    ])
      expect(() => readSettings({ MAIL_FROM }), MAIL_FROM).toThrow("MAIL_FROM");
    expect(() => readSettings({ SMTP_URL: "smtp://m.example" })).toThrow(
      "MAIL_FROM is wrong: is needed beside SMTP_URL",
    );
    expect(readSettings({ MAIL_FROM: "Marquee <desk@example.com>" }).MAIL_FROM).toEqual({
      name: "Marquee",
      address: "desk@example.com",
    });
  });
});
