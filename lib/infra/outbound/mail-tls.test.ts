import { afterEach, expect, it } from "vitest";
import { openMailbox, type Mailbox } from "@/lib/testing/servers/mailbox";
import { sendMail } from "./mail";

// It leads to this machine without being one of the names of loopback, so what is said of strange servers holds for it.
const somewhere = await openMailbox();
process.env["SMTP_URL"] = `smtp://desk:secret@0.0.0.0:${somewhere.port}`;
process.env["MAIL_FROM"] = "desk@marquee.example";
await somewhere.close();

let told: string[] = [];
let mailbox: Mailbox | undefined;
afterEach(async () => {
  await mailbox?.close();
  told = [];
});

const listen: Parameters<typeof openMailbox>[0] = {
  onAuth: ({ password }, _session, done) => {
    told.push(password ?? "");
    done(null, { user: "desk" });
  },
};
const send = () =>
  sendMail({ id: "1", to: { name: "M", address: "m@example.com" }, subject: "Hello", text: "Hello.", html: "" });
const unsafe = {
  message: expect.stringContaining("There is no safe connection (TLS) to the mail server") as string,
  lasting: false,
};

it("a server that offers no TLS hears neither password nor mail", async () => {
  mailbox = await openMailbox(listen, somewhere.port);
  await expect(send()).rejects.toMatchObject(unsafe);
  expect([told, mailbox.mails]).toEqual([[], []]);
});

it("nor does one whose certificate is not for it", async () => {
  mailbox = await openMailbox({ ...listen, disabledCommands: [] }, somewhere.port);
  await expect(send()).rejects.toMatchObject(unsafe);
  expect([told, mailbox.mails]).toEqual([[], []]);
});

it("one that is not there is tried again later", async () => {
  mailbox = undefined;
  await expect(send()).rejects.toMatchObject({ message: "The mail server does not answer.", lasting: false });
});
