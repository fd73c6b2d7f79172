import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { AuditEntry } from "@/lib/domain/audit/contract";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test as base } from "./fixtures/desk";
import { AuditPage } from "./pages/audit-page";

const test = base.extend<{ readonly auditPage: AuditPage }>({
  auditPage: async ({ page }, use) => use(new AuditPage(page)),
});

/** An entry of a name of its own: a service that asks for what it may not have. */
async function refusedAs(name: string, { page }: { readonly page: Page }): Promise<void> {
  const made = await page.request.post("/api/v1/api-keys", {
    headers: { origin: new URL(page.url()).origin },
    data: { name, scopes: ["videos:read"] },
  });
  expect(made.status(), await made.text()).toBe(201);
  const { key } = (await made.json()) as { key: string };
  const refused = await page.request.get("/api/v1/audit-entries", { headers: { authorization: `Bearer ${key}` } });
  expect(refused.status()).toBe(403);
}

test("whoever looks sees what they just did, and what somebody was refused, with all that is known of it", async ({
  page,
  signedInAs,
  auditPage,
}) => {
  const name = `robot ${crypto.randomUUID().slice(0, 8)}`;
  await signedInAs("admin");
  await auditPage.open();
  await refusedAs(name, { page });
  await page.reload();
  await expect(auditPage.row("Make an API key").first()).toContainText("done");

  const row = auditPage.row(name);
  await expect(row).toContainText("refused: forbidden");
  await expect(row).toContainText("Read the audit trail");
  await auditPage.unfold(row);
  await expect(auditPage.fact("What")).toContainText("audit.list");
  await expect(auditPage.fact("On behalf of")).toContainText("nobody else");
  await expect(auditPage.fact("Request")).toContainText(/[\w-]{8,}/);

  // Its link comes within seconds.
  await expect(async () => {
    await page.reload();
    await auditPage.unfold(auditPage.row(name));
    await expect(auditPage.fact("Hash")).toContainText(/[0-9a-f]{64}/, { timeout: 1000 });
  }).toPass();
  await expect(auditPage.fact("Chain")).toContainText(/link [\d,]+/);

  const request = await auditPage.fact("Request").locator("dd span").first().textContent();
  await page.getByRole("button", { name: "The whole request" }).click();
  await expect(page).toHaveURL(`/desk/audit?request_id=${request}`);
  await expect(auditPage.pill("Request")).toHaveText(`Request: ${request}`);
  await expect(auditPage.rows).toHaveCount(1);
});

test("filters combine, live in the address, outlive a reload and go back one by one", async ({
  page,
  signedInAs,
  auditPage,
}) => {
  await signedInAs("admin");
  await auditPage.open();
  const name = `robot ${crypto.randomUUID().slice(0, 8)}`;
  await refusedAs(name, { page });
  await auditPage.filter("Ended", "refused");
  await expect(page).toHaveURL("/desk/audit?outcome=refused");
  await auditPage.filter("What", "Read the audit trail");
  await expect(page).toHaveURL("/desk/audit?outcome=refused&operation=audit.list");
  await auditPage.filter("Door", "API");
  await auditPage.search.fill(name);
  await expect(auditPage.rows).toHaveCount(1);
  await expect(page).toHaveURL(/door=api&q=robot/);

  await page.reload();
  await expect(auditPage.pill("Ended")).toHaveText("Ended: refused");
  await expect(auditPage.pill("What")).toHaveText("What: Read the audit trail");
  await expect(auditPage.rows).toHaveCount(1);
  await auditPage.unfold(auditPage.rows.first());
  await page.getByRole("button", { name: `Everything by ${name}` }).click();
  await expect(auditPage.pill("Who")).toHaveText(`Who: ${name}`);

  const today = new Date().toLocaleDateString("sv");
  await page.getByLabel("From").fill(today);
  await expect(page).toHaveURL(new RegExp(`from=${today}`));
  await expect(auditPage.rows).toHaveCount(1);
  await page.getByLabel("To", { exact: true }).fill("2020-01-01");
  await expect(page.getByText("No entry matches.")).toBeVisible();
  await page.goBack();
  await expect(auditPage.rows).toHaveCount(1);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page).toHaveURL("/desk/audit");
  await expect(auditPage.search).toHaveValue("");
});

test("a check looks through the whole chain and says that it is intact", async ({ page, signedInAs, auditPage }) => {
  await signedInAs("admin");
  await auditPage.open();
  await auditPage.check.click();
  await expect(auditPage.finding).toContainText(/Intact: [\d,]+ entries · checked just now by \S+/);
  await expect(auditPage.finding).toContainText(/head [0-9a-f]{12}…/);
  await page.reload();
  await expect(auditPage.finding).toContainText("Intact:");
  await expect(auditPage.row("Check the chain").first()).toBeVisible();
});

test("a check that does not end is not waited for without end, and can be asked for again", async ({
  page,
  signedInAs,
  auditPage,
}) => {
  await signedInAs("admin");
  const asked = { id: "019aa000-0000-7000-8000-000000000009", asked_at: "2026-11-20T10:00:00.000Z" };
  await page.route("**/api/v1/audit-checks", (route) => route.fulfill({ status: 202, json: asked }));
  await page.clock.install();
  await auditPage.open();
  await auditPage.check.click();
  await expect(auditPage.finding).toContainText("Looking through the whole chain…");
  await page.clock.fastForward("04:00");
  await expect(auditPage.finding).toContainText("Looking through the whole chain…");
  await page.clock.fastForward("02:00");
  await expect(auditPage.finding).toContainText("has not come to its end for some minutes");
  await page.unroute("**/api/v1/audit-checks");
  await auditPage.check.click();
  await expect(auditPage.finding).toContainText("Intact:");
  await expect(auditPage.finding).not.toContainText("some minutes");
});

test("a search that has not gone through all of a long trail says how far it came, and goes on", async ({
  page,
  signedInAs,
  auditPage,
}) => {
  await signedInAs("admin");
  const empty = { items: [], actors: [] };
  const far = { ...empty, next_cursor: "further", looked_back_to: "2026-03-01T10:00:00.000Z" };
  await page.route("**/api/v1/audit-entries?*q=needle*", (route) =>
    route.fulfill({
      json: route.request().url().includes("cursor=") ? { ...empty, next_cursor: null, looked_back_to: null } : far,
    }),
  );
  await auditPage.open("?q=needle");
  await expect(page.getByText(/No entry matches back to .*1 Mar 2026/)).toBeVisible();
  await expect(auditPage.count).toHaveText("0 entries so far");
  await expectAccessible(page, "a search on its way");
  await page.getByRole("button", { name: "Look further back" }).click();
  await expect(page.getByText("No entry matches.", { exact: true })).toBeVisible();
});

test("an export follows the filters, and is an entry itself", async ({ page, signedInAs, auditPage }) => {
  await signedInAs("admin");
  await auditPage.open("?outcome=refused");
  const jsonl = await auditPage.export("JSONL");
  expect(jsonl.suggestedFilename()).toMatch(/^marquee-audit-.*\.jsonl$/);
  const entries = (await readFile(await jsonl.path(), "utf8"))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEntry);
  expect(entries.length).toBeGreaterThan(0);
  expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(new Set(["refused"]));

  const csv = await auditPage.export("CSV");
  expect(await readFile(await csv.path(), "utf8")).toMatch(/^id,at,actor_id,actor_name,/);
  await auditPage.open("?operation=audit.export");
  await expect(auditPage.row("Export the audit trail").first()).toContainText("done");
  await page.goBack();
});

test("the list goes on, and J, K and Enter walk over it", async ({ page, signedInAs, auditPage }) => {
  await signedInAs("admin");
  await auditPage.open();
  await expect(auditPage.rows).toHaveCount(50);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(auditPage.rows.first().locator("[data-open]")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("/");
  await expect(auditPage.search).toBeFocused();
  await page.getByRole("button", { name: "Show earlier" }).click();
  await expect(auditPage.rows).not.toHaveCount(50);
});

test("who may not read it is told so, and sees nothing of it", async ({ page, signedInAs }) => {
  await signedInAs("manager");
  await page.goto("/desk/audit");
  await expect(page.getByText("The audit trail is read by the admins of this desk.")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  expect((await page.request.get("/api/v1/audit-entries/export?format=csv")).status()).toBe(403);
});

test.describe("for everybody's eyes and ears", () => {
  test.describe.configure({ timeout: 120_000 });

  test("the trail, an open entry, no match, a failure", async ({ page, signedInAs, auditPage }) => {
    await signedInAs("admin");
    await auditPage.open("?operation=deliveries.publish");
    await auditPage.check.click();
    await expect(auditPage.finding).toContainText("checked");
    await auditPage.unfold(auditPage.rows.first());
    await expectAccessible(page, "the audit trail");
    await auditPage.open("?q=nothing-like-it");
    await expect(page.getByText("No entry matches.")).toBeVisible();
    await expectAccessible(page, "no entries");
    await page.route("**/api/v1/audit-*", (route) => route.abort());
    await page.reload();
    await expect(page.getByText("The audit trail could not be loaded.")).toBeVisible({ timeout: 20_000 });
    await expectAccessible(page, "an audit trail that could not be loaded");
  });

  test("a chain that is not intact, and one that was never checked", async ({ page, signedInAs, auditPage }) => {
    await signedInAs("admin");
    const check = {
      id: "019aa000-0000-7000-8000-000000000001",
      at: "2026-11-20T10:00:00.000Z",
      actor_name: "worker",
      state: "not_intact",
      chained: 48_211,
      waiting: 3,
      head_hash: "a".repeat(64),
      finding: "The entry 019aa000-0000-7000-8000-00000000002a of link 812 is no longer in the trail.",
    };
    let items: object[] = [check];
    await page.route("**/api/v1/audit-checks?*", (route) => route.fulfill({ json: { items, next_cursor: null } }));
    await auditPage.open("?operation=deliveries.fail");
    await expect(auditPage.finding).toContainText("Not intact. The entry");
    await expectAccessible(page, "a chain that is not intact");
    const unfinished = { ...check, id: "2", state: "unfinished", chained: null, waiting: null, head_hash: null };
    items = [{ ...unfinished, finding: "The check could not be finished: its worker was lost." }, check];
    await page.reload();
    await expect(auditPage.finding).toContainText("Not finished. The check could not be finished");
    await expect(auditPage.finding, "and what is known stays in sight").toContainText("Not intact. The entry");
    await expectAccessible(page, "a check that was not finished");
    items = [];
    await page.reload();
    await expect(auditPage.finding).toContainText("has not been checked yet");
    await expectAccessible(page, "a chain that was never checked");
  });

  test("for people without the right", async ({ page, signedInAs }) => {
    await signedInAs("reviewer");
    await page.goto("/desk/audit");
    await expect(page.getByText("The audit trail is read by the admins of this desk.")).toBeVisible();
    await expectAccessible(page, "an audit trail that is not for this person");
  });
});
