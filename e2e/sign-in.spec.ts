import { expect, test } from "./fixtures/desk";
import { signInFromElsewhere } from "./fixtures/elsewhere";
import { personOf, runningDesk } from "./fixtures/running-desk";
import { SignInPage } from "./pages/sign-in-page";

const SESSION = "marquee.session";

test("a wrong password is told in a sentence, and the right one then works", async ({ page, signInPage }) => {
  const person = personOf("reviewer");
  await signInPage.open();
  await signInPage.signIn({ ...person, password: "not the password" });
  await expect(signInPage.refusal).toHaveText("That e-mail and password do not match.");
  await signInPage.signIn({ email: "nobody@marquee.example", password: "not the password" });
  await expect(signInPage.refusal).toHaveText("That e-mail and password do not match.");
  await expect(page).toHaveURL(/\/sign-in$/);
  await signInPage.signIn(person);
  await expect(page).toHaveURL(/\/desk\/videos$/);
});

test("the sixth wrong password is told when to try again, and another address goes on", async ({ signInPage }) => {
  const person = { email: `guessed-${Date.now()}@marquee.example`, password: "not the password" };
  await signInPage.open();
  for (let tries = 0; tries < 5; tries += 1) {
    const answered = signInPage.page.waitForResponse(/callback\/credentials$/);
    await signInPage.signIn(person);
    expect((await answered).status()).toBe(401);
    await expect(signInPage.refusal).toHaveText("That e-mail and password do not match.");
  }
  const answered = signInPage.page.waitForResponse(/callback\/credentials$/);
  await signInPage.signIn(person);
  const answer = await answered;
  expect([answer.status(), await answer.json()]).toEqual([429, expect.objectContaining({ code: "rate_limited" })]);
  expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(800);
  await expect(signInPage.refusal).toHaveText("Too many tries. Try again in 15 minutes.");

  const elsewhere = await signInFromElsewhere(person);
  expect(elsewhere.status).toBe(401);
  // Nor do the six stand in the way of somebody else here.
  await signInPage.signIn(personOf("reviewer"));
  await expect(signInPage.page).toHaveURL(/\/desk\/videos$/);
});

test("a password is never written into the address, not even where no script runs", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: runningDesk().url });
  const page = await context.newPage();
  const signInPage = new SignInPage(page);
  await signInPage.open();
  await signInPage.email.fill("admin@marquee.example");
  await signInPage.password.fill("correct horse battery");
  await signInPage.password.press("Enter");
  await expect(signInPage.submit).toBeDisabled();
  expect(page.url()).toBe(`${runningDesk().url}/sign-in`);
  await context.close();
});

test("a signed-out person is led to the sign-in and back to where they wanted to go", async ({ page, signInPage }) => {
  await page.goto("/desk/videos?view=list&status=failed");
  await expect(signInPage.heading).toBeVisible();
  expect(new URL(page.url()).searchParams.get("next")).toBe("/desk/videos?view=list&status=failed");
  await signInPage.signIn(personOf("manager"));
  await expect(page).toHaveURL("/desk/videos?view=list&status=failed");
});

test("every page of the desk is closed to strangers, and the front door leads to the sign-in", async ({
  page,
  signInPage,
}) => {
  for (const path of ["/desk", "/desk/settings", "/desk/videos/vid_00000000000000000000"]) {
    await page.goto(path);
    await expect(signInPage.heading).toBeVisible();
    expect(new URL(page.url()).searchParams.get("next")).toBe(path);
  }
  await page.goto("/");
  await expect(signInPage.heading).toBeVisible();
});

test("a session that ends while the page is open leads to the sign-in and back", async ({
  page,
  context,
  signedInAs,
  signInPage,
  videosPage,
}) => {
  await signedInAs("manager");
  await videosPage.open("?view=list");
  await expect(videosPage.cards.first()).toBeVisible();
  await context.clearCookies();
  await videosPage.search.fill("harbour");
  await expect(signInPage.heading).toBeVisible();
  await signInPage.signIn(personOf("manager"));
  await expect(page).toHaveURL(/\/desk\/videos\?view=list&q=harbour$/);
});

for (const next of [
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
]) {
  test(`signing in never leads to another site: next=${JSON.stringify(next)}`, async ({ page, signInPage }) => {
    await signInPage.open(next);
    await signInPage.signIn(personOf("manager"));
    await expect(page).toHaveURL("/desk/videos");
    // Whoever is signed in already is led on at once, by the same rule.
    await signInPage.open(next);
    await expect(page).toHaveURL("/desk/videos");
  });
}

test("signing out ends the session on the server: the old cookie is worth nothing", async ({
  page,
  context,
  request,
  signInPage,
}) => {
  await signInPage.open();
  await signInPage.signIn(personOf("manager"));
  await expect(page).toHaveURL(/\/desk\/videos$/);
  const cookie = (await context.cookies()).find(({ name }) => name === SESSION);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const headers = { cookie: `${SESSION}=${cookie?.value ?? ""}` };
  expect((await request.get("/api/v1/videos", { headers })).status()).toBe(200);

  await page.getByRole("button", { name: /Mara Lind/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(signInPage.heading).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain(SESSION);
  expect((await request.get("/api/v1/videos", { headers })).status()).toBe(401);
  await page.goto("/desk/videos");
  await expect(signInPage.heading).toBeVisible();
});

test("another site's page cannot act with our cookie", async ({ page, signedInAs }) => {
  await signedInAs("admin");
  const post = (headers: Record<string, string>) =>
    page.request.post("/api/v1/api-keys", { headers, data: { name: "theirs", role: "admin" } });
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: runningDesk().url, "sec-fetch-site": "cross-site" },
    { origin: "null" },
    {},
  ]) {
    const answer = await post(headers);
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "cross_site" });
  }
});
