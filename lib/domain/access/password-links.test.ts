import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { asOwner } from "@/lib/testing/database";
import { linkIn, openMailbox, tokenOf, type ReceivedMail } from "@/lib/testing/servers/mailbox";
import { asPerson, enter, inside, lost, PASSWORD, somebody } from "@/lib/testing/people";
import { eventually, startWorker } from "@/lib/testing/worker";
import { askForReset } from "./operations/ask-for-reset";
import { changePassword } from "./operations/change-password";
import { getPerson } from "./operations/get-person";
import { invitePerson } from "./operations/invite-person";
import { makePasswordLink } from "./operations/make-password-link";
import { readPasswordLink } from "./operations/read-password-link";
import { redeemPasswordLink } from "./operations/redeem-password-link";
import { signInWithProvider } from "./operations/sign-in-with-provider";
import { startReset } from "./operations/start-reset";
import { personOfSession } from "./queries";
import { lookUpReset } from "./workers/look-up-reset";
import { mailPasswordLink } from "./workers/mail-password-link";

const mailbox = await openMailbox();
process.env["SMTP_URL"] = `smtp://localhost:${mailbox.port}`;
process.env["MAIL_FROM"] = "Marquee <desk@marquee.example>";

let stopWorker = () => Promise.resolve();
beforeAll(async () => {
  stopWorker = await startWorker();
});
afterAll(async () => {
  await stopWorker();
  await mailbox.close();
});

const NEW = "another long password";
let email = "";
let people = 0;
beforeEach(() => {
  email = `p${(people += 1)}@example.com`;
});

const invite = () => perform(invitePerson, { email, name: "Mara <Lind> & co", role: "manager" }, inside);
const ask = (address: string) => perform(askForReset, { email: address }, lost);
const read = (token: string, now = new Date()) => perform(readPasswordLink, { token }, lost, { now });
const redeem = (token: string, { password = NEW, now = new Date() } = {}) =>
  perform(redeemPasswordLink, { token, password }, lost, { now });
const mailTo = (address: string): Promise<ReceivedMail> => eventually(async () => mailbox.to(address)[0]);
const refused = { code: "password_link_refused", kind: "forbidden" };

describe("an invitation", () => {
  it("comes by mail, is looked at, sets a password once, and lets its person in", async () => {
    const { person, link } = await invite();
    expect(link.by_mail).toBe(true);
    const mail = await mailTo(email);
    const token = tokenOf(linkIn(mail));
    expect(linkIn(mail)).toBe(link.url);
    expect(mail).toMatchObject({ sender: "desk@marquee.example", recipients: [email] });
    expect(mail.decoded).toContain("Hello Mara <Lind> & co,");
    expect(mail.decoded).toContain("<p>Hello Mara &lt;Lind&gt; &amp; co,</p>");
    const noted = await eventually(async () => {
      const { password_link: living } = await perform(getPerson, { id: person.id }, inside);
      return living?.mailed_at && living;
    });
    expect(noted).toMatchObject({ purpose: "invitation", mail_error: null });

    expect(await read(token)).toMatchObject({ purpose: "invitation", email, name: "Mara <Lind> & co" });
    expect(await redeem(token)).toEqual({ email });
    expect(await perform(getPerson, { id: person.id }, inside)).toMatchObject({
      status: "active",
      password_link: null,
      revision: 1,
    });
    expect(await personOfSession(await enter(email, { password: NEW }))).toMatchObject({ email, role: "manager" });
    await expect(read(token)).rejects.toMatchObject(refused);
    await expect(redeem(token)).rejects.toMatchObject(refused);
  });

  it("lasts seven days and is replaced by a newer one", async () => {
    const { person, link } = await invite();
    const soon = new Date(Date.now() + 7 * 24 * HOUR - MINUTE);
    expect(await read(tokenOf(link.url), soon)).toMatchObject({ email });
    await expect(read(tokenOf(link.url), new Date(link.expires_at))).rejects.toMatchObject(refused);
    const second = await perform(makePasswordLink, { id: person.id }, inside);
    await expect(redeem(tokenOf(link.url))).rejects.toMatchObject(refused);
    expect(await read(tokenOf(second.url))).toMatchObject({ purpose: "invitation" });
    // The first may have been replaced before it was on its way.
    await eventually(async () => Promise.resolve(mailbox.to(email).some((mail) => linkIn(mail) === second.url)));
  });

  it("is used up by one of ten who redeem it at once, each with a password of their own", async () => {
    const { link } = await invite();
    const passwords = Array.from({ length: 10 }, (_, at) => `the password of number ${at}`);
    const results = await Promise.allSettled(passwords.map((password) => redeem(tokenOf(link.url), { password })));
    const won = results.findIndex(({ status }) => status === "fulfilled");
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of results) if (one.status === "rejected") expect(one.reason).toMatchObject(refused);
    for (const [at, password] of passwords.entries())
      await enter(email, { password }).then(
        () => expect(at).toBe(won),
        () => expect(at).not.toBe(won),
      );
  });

  it("is refused with any bit of it changed, and no entry in the trail holds a signature", async () => {
    const { link } = await invite();
    const token = tokenOf(link.url);
    const [kid = "", id = "", exp = "", mac = ""] = token.split(".");
    const bytes = Buffer.from(mac, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 37) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(redeem([kid, id, exp, altered.toString("base64url")].join("."))).rejects.toMatchObject(refused);
    }
    const others = [
      `k1.${id}.${exp}.${mac}`,
      `${kid}.${id}.${Number(exp) + 1}.${mac}`,
      `${token}x`,
      "",
      "a.b.c.d",
      "'; --",
    ];
    for (const other of others) await expect(redeem(other)).rejects.toMatchObject(refused);
    expect(await asOwner("SELECT FROM audit_entries e WHERE e::text LIKE '%' || $1 || '%'", [mac])).toEqual([]);
    expect(await read(token)).toMatchObject({ email });
  });
});

describe("a forgotten password", () => {
  it("is replaced through a mail: the old one, other links and every session are worth nothing then", async () => {
    const person = await somebody(email);
    const session = await enter(email);
    expect(await ask(email.toUpperCase())).toEqual({ accepted: true });
    const mail = await mailTo(email);
    expect(mail.decoded).toContain("asked for a new password");
    const token = tokenOf(linkIn(mail));
    const { expires_at: end } = await read(token);
    expect(new Date(end).getTime() - Date.now()).toBeLessThanOrEqual(HOUR);
    await expect(redeem(token, { password: "short" })).rejects.toMatchObject({ code: "invalid_request" });
    await expect(redeem(token, { now: new Date(end) })).rejects.toMatchObject(refused);
    await redeem(token);
    expect(await personOfSession(session)).toBeNull();
    await expect(enter(email)).rejects.toMatchObject({ code: "sign_in_refused" });
    expect(await personOfSession(await enter(email, { password: NEW }))).toMatchObject({ id: person.id });
  });

  it("is asked for by ten at once, and one mail goes out", async () => {
    await somebody(email);
    await Promise.all(Array.from({ length: 10 }, () => ask(email)));
    await mailTo(email);
    await eventually(async () => {
      const open = await asOwner(
        "SELECT FROM pgboss.job WHERE name LIKE 'access-%' AND state IN ('created', 'retry', 'active')",
      );
      return open.length === 0;
    });
    expect(mailbox.to(email)).toHaveLength(1);
    expect(await db().passwordLink.count({ where: { user: { email } } })).toBe(1);
  });

  it("is nobody's concern who has none: the invited, the disabled, those of the provider, the unknown", async () => {
    const { person: invited } = await invite();
    const out = await somebody(`out-${email}`);
    await db().user.update({ where: { id: out.id }, data: { disabledAt: new Date() } });
    const elsewhere = await db().user.create({
      data: { email: `oidc-${email}`, name: "E", role: "manager", createdAt: new Date() },
    });
    await db().identity.create({
      data: { userId: elsewhere.id, issuer: "https://id.example", subject: email, createdAt: new Date() },
    });
    for (const { id } of [invited, out, elsewhere])
      expect(await perform(startReset, { id }, inside)).toEqual({ started: false });
    await lookUpReset({ userId: null });
    await lookUpReset({ userId: crypto.randomUUID() });
    expect(await ask("nobody@example.com")).toEqual({ accepted: true });
    expect(
      await db().passwordLink.count({
        where: { purpose: "reset", userId: { in: [invited.id, out.id, elsewhere.id] } },
      }),
    ).toBe(0);
    // An admin may: that is a decision, and the sign-in elsewhere stays as it is.
    expect(await perform(makePasswordLink, { id: elsewhere.id }, inside)).toMatchObject({ by_mail: true });
  });

  it("leaves the same behind for an address that nobody has, in the same time", async () => {
    await somebody(email);
    const timed = async (address: string) => {
      const began = performance.now();
      await ask(address);
      return performance.now() - began;
    };
    let slower = 0;
    for (let pair = 0; pair < 120; pair += 1) {
      const nobody = `n${pair}-${email}`;
      const [first, second] = [await timed(pair % 2 ? email : nobody), await timed(pair % 2 ? nobody : email)];
      if (pair % 2 ? first > second : second > first) slower += 1;
    }
    // A toss-up, within five standard deviations: however busy the machine is, work for one of the two alone would show.
    expect(slower).toBeGreaterThan(32);
    expect(slower).toBeLessThan(88);
    const jobs = await asOwner<{ data: object }>("SELECT data FROM pgboss.job WHERE name = 'access-look-up-reset'");
    expect(jobs.length).toBeGreaterThanOrEqual(240);
    for (const { data } of jobs) expect(Object.keys(data)).toEqual(["user_id"]);
    expect(JSON.stringify(jobs)).not.toContain("@");
  });
});

describe("a link that is on its way", () => {
  it("is not mailed once it is used or replaced, nor a second time", async () => {
    const person = await somebody(email);
    await perform(makePasswordLink, { id: person.id }, inside);
    await mailTo(email);
    const [row] = await db().passwordLink.findMany({ where: { userId: person.id } });
    await eventually(
      async () => (await db().passwordLink.count({ where: { id: row?.id ?? "", mailedAt: { not: null } } })) === 1,
    );
    await mailPasswordLink({ passwordLinkId: row?.id ?? "" });
    await db().passwordLink.updateMany({
      where: { userId: person.id },
      data: { mailedAt: null, revokedAt: new Date() },
    });
    await mailPasswordLink({ passwordLinkId: row?.id ?? "" });
    await mailPasswordLink({ passwordLinkId: crypto.randomUUID() });
    expect(mailbox.to(email)).toHaveLength(1);
  });

  it("dies with a change of the password, and an invitation with a sign-in through the provider", async () => {
    const person = await somebody(email);
    const link = await perform(makePasswordLink, { id: person.id }, inside);
    const change = { current_password: PASSWORD, new_password: NEW };
    await perform(changePassword, change, asPerson(person, "manager"));
    await expect(redeem(tokenOf(link.url))).rejects.toMatchObject(refused);

    email = `invited-${email}`;
    const invitation = await invite();
    const claims = {
      issuer: "https://id.example",
      subject: email,
      email,
      email_verified: true,
      name: null,
      role: null,
    };
    const atTheDoor = { ...lost, scopes: new Set(["people:sign-in"] as const) };
    const how = { roles_follow: false, link_by_email: false, user_agent: null };
    await perform(signInWithProvider, { ...claims, ...how }, atTheDoor);
    await expect(redeem(tokenOf(invitation.link.url))).rejects.toMatchObject(refused);
  });
});
