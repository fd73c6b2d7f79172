import { afterAll, expect, it } from "vitest";
import { perform } from "@/lib/infra/operation";
import { overhearWorker, tablesWith } from "@/lib/testing/canaries";
import { openMailbox, tokenOf } from "@/lib/testing/servers/mailbox";
import { asPerson, enter, inside, lost, somebody } from "@/lib/testing/people";
import { eventually } from "@/lib/testing/worker";
import type { Invited } from "./contract";
import { askForReset } from "./operations/ask-for-reset";
import { changePassword } from "./operations/change-password";
import { getPerson } from "./operations/get-person";
import { invitePerson } from "./operations/invite-person";
import { makePasswordLink } from "./operations/make-password-link";
import { redeemPasswordLink } from "./operations/redeem-password-link";

const SMTP_PASSWORD = "canary-of-the-mail-server";
const CHOSEN = ["canary-password-one", "canary-password-two"] as const;

/** A mail server that says no to some, and repeats all it knows when it does. */
const mailbox = await openMailbox({
  authOptional: false,
  onAuth: ({ password }, _session, done) =>
    password === SMTP_PASSWORD ? done(null, { user: "desk" }) : done(new Error("no")),
  onRcptTo({ address }, _session, done) {
    const code = { "never@example.com": 550, "later@example.com": 451 }[address];
    done(code ? Object.assign(new Error(`no to you with ${SMTP_PASSWORD}`), { responseCode: code }) : null);
  },
  onData(stream, _session, done) {
    let text = "";
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
    stream.on("end", () => {
      const token = /#([\w.-]+)/.exec(text.replace(/=\r\n/g, ""))?.[1] ?? "";
      if (text.includes("refused@example.com"))
        done(Object.assign(new Error(`no ${token} ${SMTP_PASSWORD}`), { responseCode: 554 }));
      else done();
    });
  },
});
Object.assign(process.env, {
  SMTP_URL: `smtp://desk:${SMTP_PASSWORD}@127.0.0.1:${mailbox.port}`,
  MAIL_FROM: "desk@marquee.example",
});

const worker = overhearWorker();
afterAll(async () => {
  await worker.stop();
  await mailbox.close();
});

it("neither a token nor a password stands in a log, the audit trail, a job or any other row", async () => {
  const admin = await somebody("admin@example.com", "admin");
  const caller = asPerson(admin, "admin", await enter(admin.email));
  const request = (at: number) => ({ key: `k${at}`, address: "POST /somewhere" });
  const links: Invited[] = [];
  for (const [at, email] of [
    "taken@example.com",
    "never@example.com",
    "later@example.com",
    "refused@example.com",
  ].entries())
    links.push(await perform(invitePerson, { email, name: email, role: "reviewer" }, caller, { request: request(at) }));

  const errorOf = async (at: number) =>
    (await perform(getPerson, { id: links[at]?.person.id ?? "" }, inside)).password_link?.mail_error;
  const errors = await Promise.all([1, 2, 3].map((at) => eventually(() => errorOf(at))));
  expect(errors).toEqual([
    "The mail server does not take this address (550).",
    "The mail server does not take this address (451).",
    "The mail server did not take the mail (554).",
  ]);
  // What is tried again later is what the log speaks of.
  await eventually(async () => Promise.resolve(worker.said().includes("a job broke")));

  const token = (at: number) => tokenOf(links[at]?.link.url ?? "");
  await perform(redeemPasswordLink, { token: token(0), password: CHOSEN[0] }, lost, { request: request(10) });
  const twice = perform(redeemPasswordLink, { token: token(0), password: CHOSEN[1] }, lost, { request: request(11) });
  await expect(twice).rejects.toMatchObject({ code: "password_link_refused" });
  const change = { current_password: "not the right one", new_password: CHOSEN[1] };
  await expect(perform(changePassword, change, caller, { request: request(12) })).rejects.toMatchObject({
    code: "wrong_password",
  });
  await perform(askForReset, { email: "taken@example.com" }, lost);
  const again = await perform(makePasswordLink, { id: links[1]?.person.id ?? "" }, caller, { request: request(13) });

  const signatures = [...links.map(({ link }) => link), again].map(({ url }) => url.split(".").at(-1) ?? "");
  for (const needle of [...signatures, SMTP_PASSWORD, ...CHOSEN, "#k2."]) {
    expect(needle.length).toBeGreaterThan(3);
    expect(await tablesWith(needle), needle).toEqual([]);
    expect(worker.said(), needle).not.toContain(needle);
  }
  // The search finds what does stand there.
  expect(await tablesWith("taken@example.com")).toEqual(
    expect.arrayContaining(["public.users", "public.audit_entries"]),
  );
});
