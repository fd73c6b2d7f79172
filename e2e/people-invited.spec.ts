import { expect, test } from "./fixtures/desk";
import { loseNextAnswer } from "./fixtures/lost-answer";
import { invited } from "./fixtures/newcomer";
import { elsewhere } from "./fixtures/other-browser";
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
  await expect(page.getByText("Only an admin of this desk can make you a new invitation")).toBeVisible();
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
  await expect(peoplePage.field("E-mail")).toHaveAccessibleDescription("There is somebody with this address already.");
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

test("an invitation whose answer got lost is sent once more, and is the same one", async ({
  page,
  signedInAs,
  peoplePage,
}) => {
  const name = someName();
  await signedInAs("admin");
  await peoplePage.open();
  await peoplePage.invite.click();
  await peoplePage.fillIn({ name, email: `${name.replace(" ", ".")}@marquee.example`, role: "Reviewer" });
  await loseNextAnswer(page);
  await peoplePage.send();
  await expect(peoplePage.dialog.getByRole("alert")).toContainText("The desk did not answer.");
  await peoplePage.send();
  expect(await peoplePage.link()).toContain("/set-password#");
  await peoplePage.confirm("Done");
  await expect(peoplePage.row(name)).toHaveCount(1);
});

test("without scripts a link says what it needs", async ({ browser, request, apiKey }) => {
  const { link } = await invited({ request, apiKey });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(link.url);
  await expect(page.locator("noscript p")).toContainText("This page works with scripts only.");
  await expect(page.locator("noscript p")).toBeVisible();
  await expect(page.getByText("Looking at your link…")).toBeHidden();
  await context.close();
});
