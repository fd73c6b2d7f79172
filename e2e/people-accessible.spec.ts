import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import { invited, newcomer } from "./fixtures/newcomer";

/** Four looks each, with axe twice per size: these stories take their time. */
test.describe.configure({ timeout: 120_000 });

test("the account, before and after a refused password", async ({ page, signedInAs, accountPage }) => {
  await signedInAs("manager");
  await accountPage.open();
  await expectAccessible(page, "account");
  await accountPage.change({ current: "not the password", next: "short" });
  await expect(accountPage.field("New password")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "account, refused");
});

test("the people, what can be done with them, and the dialogs", async ({
  page,
  request,
  apiKey,
  signedInAs,
  peoplePage,
}) => {
  const { person } = await invited({ request, apiKey });
  const { name } = await newcomer({ request, apiKey });
  await signedInAs("admin");
  await peoplePage.open();
  await expect(peoplePage.row(person.name)).toBeVisible();
  await expectAccessible(page, "people");
  await peoplePage.openMenu(name);
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "the menu of a person");
  await page.keyboard.press("Escape");
  for (const what of ["Rename…", "New reset link…", "Sessions…", "Disable…", "Remove…"]) {
    await peoplePage.choose(name, what);
    await expect(peoplePage.dialog).toBeVisible();
    await expectAccessible(page, what);
    await page.keyboard.press("Escape");
    await expect(peoplePage.dialog).toBeHidden();
  }
  await peoplePage.search.fill("nobody like it");
  await expect(page.getByText("Nobody here matches “nobody like it”.")).toBeVisible();
  await expectAccessible(page, "no people");
});

test("the invitation, refused and made", async ({ page, signedInAs, peoplePage }) => {
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.invite.click();
  await expect(peoplePage.dialog).toBeVisible();
  await expectAccessible(page, "Invite");
  await peoplePage.fillIn({ name: "", email: "nobody", role: "Reviewer" });
  await peoplePage.send();
  await expect(peoplePage.field("Name")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "Invite, refused");
  const id = crypto.randomUUID().slice(0, 8);
  await peoplePage.fillIn({ name: `Axe ${id}`, email: `axe.${id}@marquee.example`, role: "Reviewer" });
  await peoplePage.send();
  await peoplePage.link();
  await expectAccessible(page, "the link of an invitation");
});

test("setting a password: asked for, refused, done", async ({ page, request, apiKey, setPasswordPage }) => {
  const { link } = await invited({ request, apiKey });
  await setPasswordPage.open(link.url);
  await expect(setPasswordPage.password).toBeVisible();
  await expectAccessible(page, "set a password");
  await setPasswordPage.set("five quiet brown owls", "other");
  await expect(setPasswordPage.again).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "set a password, refused");
  await setPasswordPage.set("five quiet brown owls");
  await expect(setPasswordPage.toSignIn).toBeFocused();
  await expectAccessible(page, "the password is set");
  await setPasswordPage.open(link.url);
  await expect(setPasswordPage.refusal).not.toBeEmpty();
  await expectAccessible(page, "a link that does not work");
});

test("about this desk, and the pages that say no", async ({ page, signedInAs }) => {
  await page.goto("/forgot-password");
  await expect(page.getByText("Ask one of its admins for a link")).toBeVisible();
  await expectAccessible(page, "forgot password");
  await signedInAs("admin");
  await page.goto("/desk/settings/about");
  await expect(page.getByText("MARQUEE_URL")).toBeVisible();
  await expectAccessible(page, "about this desk");
  await page.goto("/desk/nowhere");
  await expect(page.getByText("Nothing on the desk stands at this address")).toBeVisible();
  await expectAccessible(page, "no such screen");
  await signedInAs("reviewer");
  for (const place of ["people", "about"]) {
    await page.goto(`/desk/settings/${place}`);
    await expect(page.getByText("You are signed in as a reviewer.")).toBeVisible();
    await expectAccessible(page, `${place}, for a reviewer`);
  }
});
