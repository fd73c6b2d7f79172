import { expect, test } from "./fixtures/desk";
import { elsewhere, signedIn } from "./fixtures/other-browser";
import { expectFocusSeen, tabTo, walkThrough } from "./fixtures/focus";
import { invited, newcomer, rename } from "./fixtures/newcomer";
import { personOf } from "./fixtures/running-desk";
import { SetPasswordPage } from "./pages/set-password-page";

const someName = () => `Ida ${crypto.randomUUID().slice(0, 8)}`;

test("an admin invites somebody, who sets a password and signs in", async ({ browser, signedInAs, peoplePage }) => {
  const name = someName();
  const email = `${name.replace(" ", ".").toLowerCase()}@marquee.example`;
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.invite.click();
  await peoplePage.fillIn({ name, email, role: "Manager" });
  await peoplePage.send();
  await expect(peoplePage.dialog).toContainText("This desk sends no mail");
  const link = await peoplePage.link();
  await peoplePage.confirm("Done");
  await expect(peoplePage.row(name)).toContainText("invited");
  await expect(peoplePage.row(name)).toContainText("The invitation lapses in");

  const { context, page, signInPage } = await elsewhere(browser);
  const setPasswordPage = new SetPasswordPage(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await setPasswordPage.open(link);
  await expect(setPasswordPage.heading).toHaveText(`Welcome, ${name}`);
  await expect(page, "the token stays in no address bar and no history").toHaveURL("/set-password");
  expect(
    sent.filter((url) => url.includes(link.split("#")[1] ?? "")),
    "nor in any address asked for",
  ).toEqual([]);
  await setPasswordPage.set("short");
  await expect(setPasswordPage.password).toHaveAccessibleDescription("At least 12 characters.");
  await setPasswordPage.set("five quiet brown owls", "five quiet brown owl");
  await expect(setPasswordPage.again).toHaveAccessibleDescription("The two are not the same.");
  await setPasswordPage.set("five quiet brown owls");
  await expect(setPasswordPage.heading).toHaveText("Your password is set");
  await setPasswordPage.toSignIn.click();
  await expect(signInPage.email).toHaveValue(email);
  await expect(signInPage.password).toBeFocused();
  await page.keyboard.type("five quiet brown owls");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/desk/videos");
  await expect(page.getByRole("button", { name: new RegExp(name) }).filter({ visible: true })).toContainText("manager");
  await page.goto("/desk/settings/people");
  await expect(page.getByText("The people of this desk are kept by its admins.")).toBeVisible();

  await setPasswordPage.open(link);
  await expect(setPasswordPage.heading).toHaveText("This link does not work");
  await expect(setPasswordPage.refusal).toContainText("used already");
  await context.close();

  await peoplePage.page.reload();
  await expect(peoplePage.row(name)).toContainText("active");
  await expect(peoplePage.row(name)).toContainText("just now");
});

test("an address that is taken, and one that is none, are said at the field", async ({ signedInAs, peoplePage }) => {
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.invite.click();
  await peoplePage.fillIn({ name: "Twice", email: personOf("reviewer").email, role: "Reviewer" });
  await peoplePage.send();
  await expect(peoplePage.field("E-mail")).toHaveAccessibleDescription("Somebody signs in with this address already.");
  await peoplePage.fillIn({ name: "", email: "nobody", role: "Reviewer" });
  await peoplePage.send();
  await expect(peoplePage.field("Name")).toHaveAccessibleDescription("Give a name.");
  await expect(peoplePage.field("E-mail")).toHaveAttribute("aria-invalid", "true");
});

test("a new link takes the place of the one before", async ({ request, apiKey, signedInAs, peoplePage, browser }) => {
  const { person, link } = await invited({ request, apiKey });
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.search.fill(person.name);
  await peoplePage.choose(person.name, "New invitation link…");
  await peoplePage.confirm("Make the link");
  const fresh = await peoplePage.link();
  await peoplePage.confirm("Done");

  const { context, page } = await elsewhere(browser);
  const setPasswordPage = new SetPasswordPage(page);
  await setPasswordPage.open(link.url);
  await expect(setPasswordPage.heading).toHaveText("This link does not work");
  // Pasted into the same tab: only the fragment is another one.
  await setPasswordPage.open(fresh);
  await expect(setPasswordPage.heading).toHaveText(`Welcome, ${person.name}`);
  await context.close();
});

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

  await peoplePage.choose(person.name, "End all sessions…");
  await peoplePage.confirm("End sessions");
  await expect(peoplePage.page.getByText("1 session ended")).toBeVisible();
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
