import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test as base } from "./fixtures/desk";
import type { Service } from "./fixtures/service";
import { checksumOf, type Source } from "./fixtures/source";
import { AlertsPage } from "./pages/alerts-page";

const test = base.extend<{ readonly alertsPage: AlertsPage }>({
  alertsPage: async ({ page }, use) => use(new AlertsPage(page)),
});

const NARROW = { width: 390, height: 844 };
const nameOf = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;

/** A delivery that fails: its checksum is another file's. */
async function failing(title: string, { service, source }: { service: Service; source: Source }): Promise<void> {
  const answer = await service.deliver(source.serve(), { title, checksum: checksumOf(Buffer.from(title)) });
  expect(answer.status()).toBe(422);
}

/** Until the desk has made an alert of it. */
const raised = (page: Page, title: string) =>
  expect(async () => {
    const answer = await page.request.get("/api/v1/alerts?limit=20");
    expect(await answer.text()).toContain(title);
  }).toPass();

/** Whatever came before is seen by now. */
const nothingNew = async (page: Page) => {
  const origin = new URL(page.url()).origin;
  const data = { until: new Date().toISOString() };
  const answer = await page.request.post("/api/v1/alerts/seen", { headers: { origin }, data });
  expect(answer.status(), await answer.text()).toBe(200);
};

test("the bell counts what is new, and whoever opens the alerts has seen them", async ({
  page,
  service,
  source,
  signedInAs,
  alertsPage,
}) => {
  await signedInAs("manager");
  await page.goto("/desk/videos");
  await nothingNew(page);
  const title = nameOf("Unlucky");
  await failing(title, { service, source });
  await raised(page, title);
  await page.reload();
  await expect(alertsPage.bell).toHaveAccessibleName(/^Alerts 1 new$/);
  await page.setViewportSize(NARROW);
  await expect(alertsPage.bell).toHaveAccessibleName(/^Alerts 1 new$/);

  await alertsPage.bell.click();
  const alert = alertsPage.alert(title);
  await expect(alert).toContainText(`“${title}” was not delivered`);
  await expect(alert).toContainText("New");
  await expect(alert).toContainText("Hash it again, then deliver it anew.");
  await expect(alertsPage.bell).toHaveAccessibleName("Alerts");
  await page.reload();
  await expect(alert).toBeVisible();
  await expect(alert.getByText("New", { exact: true })).toHaveCount(0);

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Kind" }).click();
  await page.getByRole("menuitemradio", { name: "Copy lost" }).click();
  await expect(page).toHaveURL("/desk/alerts?kind=copy.lost");
  await expect(page.getByText("No alert of this kind.")).toBeVisible();
  await page.getByRole("button", { name: "Show all kinds" }).click();
  await alert.getByRole("link", { name: title }).click();
  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
});

test("a webhook is set up with a secret that is shown once, and a test says whether it arrives", async ({
  page,
  source,
  signedInAs,
  alertsPage,
}) => {
  const name = nameOf("Chat");
  await signedInAs("admin");
  await alertsPage.openRoutes();
  await alertsPage.makeRoute({ name, url: source.hook() });
  await expect(alertsPage.dialog.getByText("Copy the secret now")).toBeVisible();
  await expect(alertsPage.dialog.locator("code")).toHaveText(/^whsec_\S{44}$/);
  await alertsPage.dialog.getByRole("button", { name: "I have it" }).click();

  const route = alertsPage.route(name);
  await expect(route).toContainText(/http:\/\/127\.0\.0\.1:\d+\/…/);
  await expect(route).toContainText("Nothing has gone along it yet.");
  await alertsPage.testOf(name).click();
  await expect(route).toContainText("The test went out. See whether it has arrived.");
  await expect(route).toContainText("sent");

  await page.setViewportSize(NARROW);
  await alertsPage.choose(name, "Edit…");
  await alertsPage.dialog.getByLabel("Address").fill(source.serve().url.replace(/[^/]+$/, "nowhere"));
  await alertsPage.dialog.getByLabel("Keep quiet hours").check();
  await alertsPage.dialog.getByLabel("Time zone").fill("Berlin");
  await alertsPage.dialog.getByRole("button", { name: "Save" }).click();
  await expect(alertsPage.dialog).toContainText("A time zone by its name, such as Europe/Berlin.");
  await alertsPage.dialog.getByLabel("Time zone").fill("Europe/Berlin");
  await alertsPage.dialog.getByRole("button", { name: "Save" }).click();
  await expect(alertsPage.dialog).toHaveCount(0);
  await expect(route).toContainText("quiet from 22:00 to 07:00, Europe/Berlin");
  await alertsPage.testOf(name).click();
  await expect(route.getByRole("alert")).toContainText("The test did not go out. The receiver answered 404.");

  await alertsPage.choose(name, "Switch off");
  await expect(route.getByText("off", { exact: true })).toBeVisible();
  await alertsPage.choose(name, "Remove…");
  await alertsPage.dialog.getByRole("button", { name: "Remove route" }).click();
  await expect(route).toHaveCount(0);
});

test("mail without a mail server says so, and what is wrong in the form stands beside it", async ({
  page,
  signedInAs,
  alertsPage,
}) => {
  const name = nameOf("Team");
  await signedInAs("admin");
  await alertsPage.openRoutes();
  await alertsPage.makeRoute({ name, email: "nobody at all" });
  await expect(alertsPage.dialog).toContainText("An e-mail address, such as ops@example.com.");
  await alertsPage.dialog.getByLabel("E-mail", { exact: true }).fill("team@example.com");
  await alertsPage.dialog.getByRole("button", { name: "Make the route" }).click();
  const route = alertsPage.route(name);
  await expect(route).toContainText("Mail is not set up on this desk: SMTP_URL and MAIL_FROM are missing.");
  await alertsPage.testOf(name).click();
  await expect(route.getByRole("alert")).toContainText("The worker has no mail server: SMTP_URL is not set for it.");
  await expectAccessible(page, "a test that did not go out");
  await alertsPage.choose(name, "Remove…");
  await alertsPage.dialog.getByRole("button", { name: "Remove route" }).click();
  await expect(route).toHaveCount(0);
});

test.describe("for everybody's eyes and ears", () => {
  test.describe.configure({ timeout: 180_000 });

  test("the alerts, none, and a failure", async ({ page, service, source, signedInAs, alertsPage }) => {
    await signedInAs("reviewer");
    await page.goto("/desk/videos");
    await nothingNew(page);
    const title = nameOf("For the eyes");
    await failing(title, { service, source });
    await raised(page, title);
    await alertsPage.open();
    await expect(alertsPage.alert(title)).toContainText("New");
    await expectAccessible(page, "the alerts");
    const nothing = { items: [], next_cursor: null, unseen: 3, seen_until: "2026-01-01T00:00:00.000Z" };
    await page.route("**/api/v1/alerts?*", (route) => route.fulfill({ json: nothing }));
    await page.reload();
    await expect(page.getByText("Nothing has gone wrong.")).toBeVisible();
    await expect(alertsPage.bell).toHaveAccessibleName(/3 new/);
    await expectAccessible(page, "no alerts");
    await page.unroute("**/api/v1/alerts?*");
    await page.route("**/api/v1/alerts?*", (route) => route.abort());
    await page.reload();
    await expect(page.getByText("The alerts could not be loaded.")).toBeVisible({ timeout: 20_000 });
    await expectAccessible(page, "alerts that could not be loaded");
    await page.goto("/desk/settings/alerts");
    await expect(page.getByText("Where alerts go is kept by the admins of this desk.")).toBeVisible();
    await expectAccessible(page, "routes that are not for this person");
  });

  test("the routes and their dialogs", async ({ page, source, signedInAs, alertsPage }) => {
    await signedInAs("admin");
    const name = nameOf("Axe");
    await page.route("**/api/v1/alert-routes", (route) => route.fulfill({ json: { items: [], next_cursor: null } }));
    await page.goto("/desk/settings/alerts");
    await expect(page.getByText("Alerts stay at the desk.")).toBeVisible();
    await expectAccessible(page, "no routes");
    await page.unroute("**/api/v1/alert-routes");
    await alertsPage.openRoutes();
    await alertsPage.newRoute.click();
    await alertsPage.dialog.getByLabel("Keep quiet hours").check();
    await alertsPage.dialog.getByRole("button", { name: "Make the route" }).click();
    await expect(alertsPage.dialog.getByRole("alert")).toBeVisible();
    await expectAccessible(page, "New route, refused");
    await page.keyboard.press("Escape");
    await alertsPage.makeRoute({ name, url: source.hook() });
    await expect(alertsPage.dialog.getByText("Copy the secret now")).toBeVisible();
    await expectAccessible(page, "Copy the secret now");
    await alertsPage.dialog.getByRole("button", { name: "I have it" }).click();
    await alertsPage.testOf(name).click();
    await expect(alertsPage.route(name)).toContainText("The test went out.");
    await expectAccessible(page, "the routes");
    await alertsPage.choose(name, "Remove…");
    await expectAccessible(page, "Remove route");
    await alertsPage.dialog.getByRole("button", { name: "Remove route" }).click();
    await expect(alertsPage.route(name)).toHaveCount(0);
  });
});
