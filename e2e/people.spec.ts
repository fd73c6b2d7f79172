import { expect, test } from "./fixtures/desk";
import { expectFocusSeen, tabTo, walkThrough } from "./fixtures/focus";
import { newcomer, rename } from "./fixtures/newcomer";
import { signedIn } from "./fixtures/other-browser";

const someName = () => `Ida ${crypto.randomUUID().slice(0, 8)}`;

test("a role holds from the next request on", async ({ browser, request, apiKey, signedInAs, peoplePage }) => {
  const person = await newcomer({ request, apiKey });
  const theirs = await signedIn(browser, person);
  await theirs.videosPage.open();
  await expect(theirs.videosPage.deliver).toBeHidden();

  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.search.fill(person.email);
  await expect(peoplePage.rows).toHaveCount(1);
  await peoplePage.giveRole(person.name, "Manager");
  await expect(peoplePage.page.getByText(`${person.name} is a manager now`)).toBeVisible();
  await expect(peoplePage.row(person.name)).toContainText("Manager");

  await theirs.videosPage.open();
  await expect(theirs.videosPage.deliver).toBeVisible();
  await theirs.context.close();
});

test("whoever is disabled is out at once, and comes back in when enabled", async ({
  browser,
  request,
  apiKey,
  signedInAs,
  peoplePage,
}) => {
  const person = await newcomer({ request, apiKey });
  const theirs = await signedIn(browser, person);
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.choose(person.name, "Disable…");
  await peoplePage.confirm("Disable");
  await expect(peoplePage.row(person.name)).toContainText("disabled");

  await theirs.page.reload();
  await expect(theirs.signInPage.heading).toBeVisible();
  await theirs.signInPage.signIn(person);
  await expect(theirs.signInPage.refusal).toHaveText("That e-mail and password do not match.");

  await peoplePage.choose(person.name, "Enable");
  await expect(peoplePage.row(person.name)).toContainText("active");
  await theirs.signInPage.signIn(person);
  await expect(theirs.page).toHaveURL("/desk/videos");

  await peoplePage.choose(person.name, "Sessions…");
  await expect(peoplePage.dialog.getByRole("listitem")).toHaveCount(1);
  await expect(peoplePage.dialog.getByRole("listitem")).toContainText(/Chrome on \w+.*from 127\.0\.0\.1/);
  await peoplePage.confirm("End all");
  await expect(peoplePage.page.getByText("1 session ended")).toBeVisible();
  await peoplePage.choose(person.name, "Sessions…");
  await expect(peoplePage.dialog).toContainText("They are signed in nowhere.");
  await expect(peoplePage.dialog.getByRole("button", { name: "End all" })).toHaveCount(0);
  await peoplePage.confirm("Done");
  await theirs.page.reload();
  await expect(theirs.signInPage.heading).toBeVisible();
  await theirs.context.close();
});

test("the last admin stays one, and cannot shut themselves out", async ({ page, signedInAs, peoplePage }) => {
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.giveRole("Robin Hale", "Reviewer");
  await expect(page.getByText("This is the last admin who can sign in.")).toBeVisible();
  await expect(peoplePage.row("Robin Hale")).toContainText("Admin");
  await peoplePage.openMenu("Robin Hale");
  await expect(page.getByText("Only another admin can disable or remove you.")).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Remove…" })).toHaveCount(0);
});

test("somebody changed meanwhile is not changed unseen: the list is fresh, and the second try works", async ({
  request,
  apiKey,
  signedInAs,
  peoplePage,
}) => {
  const person = await newcomer({ request, apiKey });
  const married = someName();
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.choose(person.name, "Rename…");
  await rename({ request, apiKey }, person, `${person.name} the second`);
  await peoplePage.field("Name").fill(married);
  await peoplePage.confirm("Rename");
  await expect(peoplePage.dialog.getByRole("alert")).toContainText("It has been changed since you last saw it.");
  await expect(peoplePage.row(`${person.name} the second`)).toHaveCount(1);
  await peoplePage.confirm("Rename");
  await expect(peoplePage.row(married)).toContainText(person.email);

  await peoplePage.choose(married, "Remove…");
  await expect(peoplePage.dialog).toContainText("It cannot be undone");
  await peoplePage.confirm("Remove");
  await expect(peoplePage.row(person.email)).toHaveCount(0);
  await expect(peoplePage.page.getByRole("heading", { name: "People" }), "the focus is not lost").toBeFocused();
});

test("the people by keyboard: invite, walk, open what can be done, and come back", async ({
  page,
  signedInAs,
  peoplePage,
}) => {
  const name = someName();
  await signedInAs("admin");
  await peoplePage.open();
  await tabTo(page, "Invite");
  await page.keyboard.press("Enter");
  await expect(peoplePage.field("Name")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(`${name.replace(" ", ".").toLowerCase()}@marquee.example`);
  await page.keyboard.press("Enter");
  await peoplePage.link();
  await page.keyboard.press("Escape");
  await expect(peoplePage.invite).toBeFocused();

  await page.keyboard.press("/");
  await expect(peoplePage.search).toBeFocused();
  await page.keyboard.type(name);
  await expect(peoplePage.rows).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  const trigger = page.getByRole("button", { name: `What can be done with ${name}` });
  await expect(trigger).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Reviewer" })).toBeFocused();
  await page.keyboard.type("rename");
  await page.keyboard.press("Enter");
  await expect(peoplePage.field("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(peoplePage.dialog).toBeHidden();
  await expect(trigger).toBeFocused();
});

test("every stop of the settings shows where the focus is", async ({ page, signedInAs, peoplePage, accountPage }) => {
  await signedInAs("admin");
  await accountPage.open();
  expect(await walkThrough(page)).toBeGreaterThan(6);
  await peoplePage.open();
  expect(await walkThrough(page)).toBeGreaterThan(6);
  await page.goto("/desk/settings/about");
  await expect(page.getByText("good for trying out on one machine")).toBeVisible();
  expect(await walkThrough(page)).toBeGreaterThan(6);
});
