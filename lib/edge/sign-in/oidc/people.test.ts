import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { somebody } from "@/lib/testing/people";
import { providerPeople } from "@/lib/testing/provider-people";

const { browser, atProvider } = providerPeople();

const hasPassword = (name: string, role: Role = "manager") => somebody(`${name}@example.com`, role);
const isInvited = (name: string, role: Role = "reviewer") =>
  db().user.create({ data: { email: `${name}@example.com`, name, role, createdAt: new Date() } });
const rowOf = (name: string) =>
  db().user.findUnique({ where: { email: `${name}@example.com` }, include: { identities: true, sessions: true } });
const entriesOf = async (subject: string) =>
  (await db().auditEntry.findMany({ where: { subject }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(
    ({ operation, outcome, code }) => [operation.replace("access.", ""), outcome, code].filter(Boolean).join(" "),
  );

describe("roles", () => {
  it("follow the claims at the next sign-in, and the change is written down", async () => {
    await browser().signIn(atProvider("rosa", { roles: "viewers" }));
    const rosa = browser();
    await rosa.signIn(atProvider("rosa", { roles: ["unknown", "marquee-admins"] }));
    expect(await rosa.person()).toMatchObject({ role: "admin" });
    expect(await rowOf("rosa")).toMatchObject({ revision: 1 });
    expect(await entriesOf("person:rosa@example.com")).toContain("follow-role done");
    await hasPassword("root", "admin");
    await rosa.signIn(atProvider("rosa", { roles: ["viewers"] }));
    expect(await rosa.person()).toMatchObject({ role: "reviewer" });
  });

  it("leave the last admin who can sign in an admin", async () => {
    await db().user.updateMany({ where: { role: "admin" }, data: { role: "manager" } });
    const last = browser();
    await last.signIn(atProvider("last", { roles: ["marquee-admins"] }));
    await isInvited("an-admin-who-never-came", "admin");
    await last.signIn(atProvider("last", { roles: ["viewers"] }));
    expect(await last.person()).toMatchObject({ role: "admin" });
    expect(await entriesOf("person:last@example.com")).toContain("follow-role refused last_admin");
  });

  it("that are none let nobody in, new or known", async () => {
    const nobody = browser();
    expect(await nobody.signIn(atProvider("kim", { roles: ["something"] }))).toMatch(/^\/sign-in\?error=oidc_no_role&/);
    expect(await rowOf("kim")).toBeNull();
    await browser().signIn(atProvider("lena"));
    expect(await nobody.signIn(atProvider("lena", { roles: [] }))).toMatch(/error=oidc_no_role/);
    expect(await nobody.person()).toBeNull();
  });

  it("stay as they are where the provider has no say in them, and nobody new comes in", async () => {
    await browser().signIn(atProvider("nils", { roles: ["editors"] }));
    const without = browser({ roles: [] });
    await without.signIn(atProvider("nils", { roles: ["marquee-admins"] }));
    expect(await without.person()).toMatchObject({ role: "manager" });
    expect(await without.signIn(atProvider("new"))).toMatch(/error=oidc_no_role/);
  });
});

describe("who may come in as whom", () => {
  it("somebody invited takes the invitation up by signing in, and its link is worth nothing any more", async () => {
    const { id: userId } = await isInvited("pia", "manager");
    const link = { userId, createdAt: new Date(), createdBy: "test", expiresAt: new Date(Date.now() + 1e6) };
    await db().passwordLink.create({ data: { ...link, purpose: "invitation" } });
    const pia = browser({ roles: [] });
    expect(await pia.signIn(atProvider("pia"))).toBe("/desk/videos");
    expect(await pia.person()).toMatchObject({ id: userId, role: "manager" });
    expect(await db().passwordLink.findFirst({ where: { userId } })).toMatchObject({ revokedAt: expect.any(Date) });
  });

  it("an address alone opens nobody's account, unless the operator has said so", async () => {
    const { id } = await hasPassword("tess", "manager");
    const tess = browser();
    expect(await tess.signIn(atProvider("tess", { roles: ["editors"] }))).toBe(
      "/sign-in?error=oidc_email_taken&next=%2Fdesk%2Fvideos",
    );
    expect([await tess.person(), (await rowOf("tess"))?.identities]).toEqual([null, []]);
    expect(await entriesOf("person:tess@example.com")).toContain("sign-in-with-provider refused oidc_email_taken");

    const linked = browser({ linkByEmail: true });
    expect(await linked.signIn("tess")).toBe("/desk/videos");
    expect(await linked.person()).toMatchObject({ id });
    // From now on it is the identity that counts.
    expect(await browser().signIn("tess")).toBe("/desk/videos");
  });

  it("somebody who came in through the provider is not opened to another one there with the same address", async () => {
    await browser().signIn(atProvider("una"));
    const other = browser();
    expect(await other.signIn(atProvider("una-2", { email: "una@example.com" }))).toMatch(/error=oidc_email_taken/);
    expect(await other.person()).toBeNull();
  });

  it("an address that the provider does not vouch for is none", async () => {
    await isInvited("vera");
    for (const claims of [{ email_verified: false }, { email_verified: undefined }, { email: undefined }])
      expect(await browser({ linkByEmail: true }).signIn(atProvider("vera", claims))).toMatch(/error=oidc_refused/);
    expect((await rowOf("vera"))?.identities).toEqual([]);
  });

  it("a disabled person stays outside", async () => {
    await browser().signIn(atProvider("wim"));
    await db().user.update({ where: { email: "wim@example.com" }, data: { disabledAt: new Date() } });
    const wim = browser({ linkByEmail: true });
    expect(await wim.signIn("wim")).toMatch(/^\/sign-in\?error=oidc_refused&/);
    expect(await wim.signIn(atProvider("wim-2", { email: "wim@example.com" }))).toMatch(/error=oidc_refused/);
    expect(await wim.person()).toBeNull();
  });

  it("somebody who says no at the provider is told that it said no", async () => {
    const who = browser();
    expect(await who.land(await who.answer(await who.begin("/desk/settings"), "no"))).toBe(
      "/sign-in?error=oidc_refused&next=%2Fdesk%2Fsettings",
    );
  });
});
