import type { Page } from "@playwright/test";
import type { VideoPage as PageOfVideos } from "@/lib/domain/videos/contract";
import { bytesInWords, countOf } from "@/components/ui/words";
import { expect, test } from "./fixtures/desk";

test.beforeEach(async ({ signedInAs }) => signedInAs("manager"));

test("state and project combine, live in the address, outlive a reload and go back one by one", async ({
  page,
  videosPage,
}) => {
  await videosPage.open();
  await expect(videosPage.count).toHaveText(await said(page, ""));

  await videosPage.filter("Project", "nordic-evenings");
  await expect(page).toHaveURL("/desk/videos?project=nordic-evenings");
  await expect(videosPage.count).toHaveText(/^4 videos ·/);
  await expect(videosPage.cards).toHaveCount(4);

  await videosPage.filter("State", "failed");
  await expect(page).toHaveURL("/desk/videos?project=nordic-evenings&status=failed");
  await expect(videosPage.cards).toHaveCount(1);
  await expect(videosPage.count).toHaveText(await said(page, "?project=nordic-evenings&status=failed"));
  await expect(videosPage.card("How the harbour works at night, trailer")).toBeVisible();

  await page.reload();
  await expect(videosPage.pill("State")).toHaveText("State: failed");
  await expect(videosPage.pill("Project")).toHaveText("Project: nordic-evenings");
  await expect(videosPage.cards).toHaveCount(1);

  await page.goBack();
  await expect(page).toHaveURL("/desk/videos?project=nordic-evenings");
  await expect(videosPage.cards).toHaveCount(4);
  await page.goBack();
  await expect(page).toHaveURL("/desk/videos");
  await expect(videosPage.pill("Project")).toHaveText("Project");
  await page.goForward();
  await expect(videosPage.cards).toHaveCount(4);

  await page.getByRole("button", { name: "Remove the filter Project: nordic-evenings" }).click();
  await expect(page).toHaveURL("/desk/videos");
});

test("whoever goes back in a hurry, just after a reload, sees what the address says", async ({ page, videosPage }) => {
  await videosPage.open("?view=list");
  await videosPage.filter("Project", "nordic-evenings");
  await videosPage.filter("State", "failed");
  await expect(videosPage.cards).toHaveCount(1);
  await page.reload();
  await expect(videosPage.cards).toHaveCount(1);
  await page.goBack();
  await expect(videosPage.cards).toHaveCount(4);
  await page.goBack();
  await expect(page).toHaveURL("/desk/videos?view=list");
  await expect(videosPage.pill("Project")).toHaveText("Project");
  await expect(videosPage.pill("State")).toHaveText("State");
});

test("the search looks in titles, tags and checksums, and Clear takes everything away", async ({
  page,
  videosPage,
}) => {
  await videosPage.open("?project=kitchen-table");
  await expect(videosPage.cards).toHaveCount(3);
  await videosPage.search.fill("bread");
  await expect(page).toHaveURL("/desk/videos?project=kitchen-table&q=bread");
  await expect(videosPage.cards).toHaveCount(2);
  await videosPage.search.fill("regraded");
  await expect(videosPage.cards).toHaveCount(1);

  await videosPage.search.fill("no such film");
  await expect(page.getByText("No video matches.")).toBeVisible();
  await expect(videosPage.count).toHaveText(/^0 videos/);
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).toHaveURL("/desk/videos");
  await expect(videosPage.search).toHaveValue("");

  const { items } = await ask(page, "?q=lighthouse");
  const checksum = items[0]?.checksum ?? "";
  await videosPage.search.fill(checksum.slice("sha256:".length, 24));
  await expect(videosPage.cards).toHaveCount(1);
  await expect(videosPage.card("The lighthouse keeper’s log")).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(videosPage.search).toHaveValue("");
  await expect(page).toHaveURL("/desk/videos");
});

test("what was typed before the page's script ran is searched for", async ({ page, videosPage }) => {
  const { promise: told, resolve: go } = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await told;
    await route.continue();
  });
  await page.goto("/desk/videos", { waitUntil: "commit" });
  await videosPage.search.fill("lighthouse");
  go();
  await expect(videosPage.cards).toHaveCount(1);
  await expect(page).toHaveURL("/desk/videos?q=lighthouse");
});

test("grid or list, and when it was delivered, live in the address too", async ({ page, videosPage }) => {
  await videosPage.open();
  await page.getByRole("radio", { name: "List" }).click();
  await expect(page).toHaveURL("/desk/videos?view=list");
  await expect(page.getByRole("columnheader", { name: "Video" })).toBeVisible();

  await videosPage.filter("Delivered", "in the last 7 days");
  await expect(page).toHaveURL("/desk/videos?view=list&delivered=7d");
  await videosPage.watch("What rivers remember");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What rivers remember");
  await page.goBack();
  await expect(page).toHaveURL("/desk/videos?view=list&delivered=7d");
  await expect(page.getByRole("columnheader", { name: "Video" })).toBeVisible();
  await page.getByRole("radio", { name: "Grid" }).click();
  await expect(page).toHaveURL("/desk/videos?delivered=7d");
});

/** What the API says of the same question. */
async function ask(page: Page, query: string): Promise<PageOfVideos> {
  return (await (await page.request.get(`/api/v1/videos${query}`)).json()) as PageOfVideos;
}

async function said(page: Page, query: string): Promise<string> {
  const { total, total_bytes: bytes } = await ask(page, query);
  return `${countOf(total, "video")} · ${bytesInWords(bytes)}`;
}
