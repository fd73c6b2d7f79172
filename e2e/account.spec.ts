import { expect, test } from "./fixtures/desk";
import { loseNextAnswer } from "./fixtures/lost-answer";
import { signedIn } from "./fixtures/other-browser";
import { newcomer } from "./fixtures/newcomer";
import { AccountPage } from "./pages/account-page";

test("sessions are listed and ended, one by one and all others together", async ({ browser, request, apiKey }) => {
  const person = await newcomer({ request, apiKey });
  const [here, second, third] = [
    await signedIn(browser, person),
    await signedIn(browser, person),
    await signedIn(browser, person),
  ];
  const accountPage = new AccountPage(here.page);
  await accountPage.open();
  await expect(accountPage.sessions).toHaveCount(3);
  await expect(accountPage.sessions.filter({ hasText: "this one" })).toContainText(/Chrome on \w+/);
  // Newest first: the third came last.
  const end = here.page.getByRole("button", {
    name: /^End the session of Chrome on \w+, from 127\.0\.0\.1, signed in /,
  });
  const names = await end.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));
  expect(new Set(names).size, "each says which one it ends").toBe(2);
  await end.first().click();
  await expect(accountPage.sessions).toHaveCount(2);
  await expect(accountPage.list, "the focus is not lost").toBeFocused();
  await third.page.reload();
  await expect(third.signInPage.heading).toBeVisible();
  await second.page.reload();
  await expect(second.page).toHaveURL("/desk/videos");

  await accountPage.endOthers.click();
  await expect(accountPage.sessions).toHaveCount(1);
  await expect(here.page.getByText("You are signed in nowhere else.")).toBeVisible();
  await second.page.reload();
  await expect(second.signInPage.heading).toBeVisible();
  await here.page.reload();
  await expect(accountPage.sessions).toHaveCount(1);
  for (const { context } of [here, second, third]) await context.close();
});

test("many sessions come page after page", async ({ browser, request, apiKey }) => {
  const person = await newcomer({ request, apiKey });
  const { context, page } = await signedIn(browser, person);
  const row = (at: number) => ({
    id: `session-${at}`,
    method: "password",
    created_at: new Date(Date.UTC(2026, 10, 1, 0, at)).toISOString(),
    last_seen_at: null,
    expires_at: "2027-01-01T00:00:00.000Z",
    address: null,
    device: "Unknown device",
    current: at === 0,
  });
  await page.route("**/api/v1/account/sessions?*", (route) => {
    const second = new URL(route.request().url()).searchParams.get("cursor") === "next";
    return route.fulfill({
      json: second ? { items: [row(1)], next_cursor: null } : { items: [row(0)], next_cursor: "next" },
    });
  });
  const accountPage = new AccountPage(page);
  await accountPage.open();
  await expect(accountPage.endOthers).toBeVisible();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(accountPage.sessions).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
  await context.close();
});

test("a new password wants the old one, ends the other sessions, and is the one that counts", async ({
  browser,
  request,
  apiKey,
}) => {
  const person = await newcomer({ request, apiKey });
  const here = await signedIn(browser, person);
  const other = await signedIn(browser, person);
  const next = "seven slow green snails";
  const accountPage = new AccountPage(here.page);
  await accountPage.open();
  await accountPage.change({ current: "not the password", next });
  await expect(accountPage.field("Current password")).toHaveAccessibleDescription(/not your present password/);
  await accountPage.change({ current: person.password, next: "short" });
  await expect(accountPage.field("New password")).toHaveAccessibleDescription("At least 12 characters.");
  // Its answer gets lost: the same again is no wrong password.
  await loseNextAnswer(here.page);
  await accountPage.change({ current: person.password, next });
  await expect(here.page.getByRole("alert").filter({ hasText: "The desk did not answer." })).toBeVisible();
  await accountPage.changePassword.click();
  await expect(here.page.getByText("1 other session ended.")).toBeVisible();
  await expect(accountPage.field("Current password")).toHaveValue("");

  await other.page.reload();
  await expect(other.signInPage.heading).toBeVisible();
  await other.signInPage.signIn(person);
  await expect(other.signInPage.refusal).toHaveText("That e-mail and password do not match.");
  await other.signInPage.signIn({ email: person.email, password: next });
  await expect(other.page).toHaveURL("/desk/videos");
  for (const { context } of [here, other]) await context.close();
});

test("a forgotten password: without mail, an admin makes the link", async ({ page, signInPage }) => {
  await signInPage.open();
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
  await expect(page.getByText("Ask one of its admins for a link")).toBeVisible();
  await page.getByRole("link", { name: "Back to the sign-in" }).click();
  await expect(signInPage.heading).toBeVisible();
});

test("what a sign-in elsewhere came back with is told in words, and never repeated", async ({ page, signInPage }) => {
  await page.goto("/sign-in?error=oidc_no_role");
  await expect(signInPage.refusal).toContainText("has no role on this desk");
  await page.goto("/sign-in?error=%3Cb%3Ecall+0900%3C%2Fb%3E");
  await expect(signInPage.refusal).toHaveText("That did not work. Try again.");
});
