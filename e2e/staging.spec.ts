import type { StagingCopy } from "@/lib/domain/retention/contract";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test as base } from "./fixtures/desk";
import type { Service } from "./fixtures/service";
import { StagingPage } from "./pages/staging-page";

const test = base.extend<{ stagingPage: StagingPage }>({
  stagingPage: async ({ page }, use) => use(new StagingPage(page)),
});

const copyOf = async (service: Service, id: string) =>
  (await (await service.get(`/api/v1/deliveries/${id}/staging-copy`)).json()) as StagingCopy;

/** The first story is told in both: what is used at a desk is used on the way, too. */
const WINDOWS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;

for (const [size, viewport] of Object.entries(WINDOWS)) {
  test(`the video's page counts down, holds with a reason, releases and deletes, in a ${size} window`, async ({
    page,
    service,
    source,
    signedInAs,
    videoPage,
    stagingPage,
  }) => {
    await page.setViewportSize(viewport);
    const { record, videoId } = await service.publish(source.serve(), { title: "Kept for a week" });
    const id = record.audit_log_id;
    await service.untilUnneeded(id);
    await signedInAs("manager");
    await videoPage.open(videoId);
    const { panel } = stagingPage;
    await expect(panel).toContainText(/Deleted in 6 d 23 h|Deleted in 7 d/);
    await expect(panel.getByText("waiting", { exact: true })).toBeVisible();

    await stagingPage.hold(panel, "no");
    await expect(page.getByText("Say why, in 3 characters at least.")).toBeVisible();
    await stagingPage.reason.fill("The festival asks for the original");
    await stagingPage.reason.press("Enter");
    await expect(stagingPage.dialog).toBeHidden();
    await expect(panel).toContainText("The festival asks for the original");
    await expect(panel.getByText("held", { exact: true })).toBeVisible();
    await expect(panel.getByRole("button", { name: "Delete" })).toHaveCount(0);
    expect(await copyOf(service, id)).toMatchObject({
      state: "held",
      held: { reason: "The festival asks for the original" },
    });

    await panel.getByRole("button", { name: "Release" }).click();
    await expect(panel.getByText("waiting", { exact: true })).toBeVisible();

    await stagingPage.delete(panel);
    await expect(panel).toContainText("Deleted just now by");
    expect(await copyOf(service, id)).toMatchObject({ state: "dropped" });
    await expect(videoPage.history.filter({ hasText: "deleted its staging copy" })).toBeVisible();
    expect((await service.get(`/api/v1/videos/${videoId}/file`)).status(), "the stored film stays").toBe(200);
  });
}

test("somebody else's change is not overwritten: the page says so and shows it", async ({
  page,
  request,
  apiKey,
  service,
  source,
  signedInAs,
  videoPage,
  stagingPage,
}) => {
  const { record, videoId } = await service.publish(source.serve(), { title: "Two at once" });
  await service.untilUnneeded(record.audit_log_id);
  await signedInAs("manager");
  await videoPage.open(videoId);
  await stagingPage.panel.getByRole("button", { name: "Hold" }).click();
  const first = await request.put(`/api/v1/deliveries/${record.audit_log_id}/staging-copy/hold`, {
    headers: { authorization: `Bearer ${apiKey}` },
    data: { reason: "A service was first" },
  });
  expect(first.status()).toBe(200);
  await stagingPage.reason.fill("Me too");
  await stagingPage.reason.press("Enter");
  await expect(page.getByText("Somebody else changed it meanwhile.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(stagingPage.panel).toContainText("A service was first");
});

test("a clean-up is seen before it happens, and reports what went and what stayed", async ({
  page,
  service,
  source,
  signedInAs,
  stagingPage,
}) => {
  const project = `tidy-${crypto.randomUUID().slice(0, 8)}`;
  for (const title of ["Goes at once", "Stays behind"]) {
    const { record } = await service.publish(source.serve(), { title, project });
    await service.untilUnneeded(record.audit_log_id);
  }
  await signedInAs("manager");
  await stagingPage.open(`?project=${project}`);
  await expect(page.getByText("2 files,")).toBeVisible();
  await stagingPage.hold(stagingPage.row("Stays behind"), "For the archive");
  await expect(stagingPage.row("Stays behind")).toContainText("For the archive");

  await stagingPage.cleanUp.click();
  await page.getByRole("checkbox", { name: "Those too whose time is not over" }).check();
  await page.getByRole("button", { name: "See what would go" }).click();
  await expect(stagingPage.dialog).toContainText("1 file would be deleted");
  await expect(stagingPage.dialog).toContainText("For the archive");
  await stagingPage.dialog.getByRole("button", { name: "Delete 1 file" }).click();
  await expect(stagingPage.dialog).toContainText("1 file was deleted");
  await expect(stagingPage.dialog).toContainText("1 file stays");
  await stagingPage.dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(stagingPage.row("Goes at once")).toHaveCount(0);
  await page.getByRole("button", { name: "State" }).click();
  await page.getByRole("menuitemradio", { name: "deleted" }).click();
  await expect(stagingPage.row("Goes at once")).toContainText(/Deleted .* by/);
});

test("a reviewer sees all of it and changes nothing", async ({ page, service, source, signedInAs, stagingPage }) => {
  const title = `Only to be seen ${crypto.randomUUID().slice(0, 6)}`;
  await service.publish(source.serve(), { title, project: "seen" });
  await signedInAs("reviewer");
  await stagingPage.open("?project=seen");
  await expect(stagingPage.row(title)).toBeVisible();
  await expect(stagingPage.cleanUp).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^(Hold|Delete|Release)/ })).toHaveCount(0);
});

test("the list, the panel and their windows are there for everybody", async ({
  page,
  service,
  source,
  signedInAs,
  videoPage,
  stagingPage,
}) => {
  test.setTimeout(150_000);
  const project = `axe-${crypto.randomUUID().slice(0, 8)}`;
  const long = "A title that is far longer than any column of a table has ever been made for, and goes on";
  const { record, videoId } = await service.publish(source.serve(), { title: long, project });
  await service.untilUnneeded(record.audit_log_id);
  await signedInAs("manager");
  await videoPage.open(videoId);
  await expect(stagingPage.panel).toContainText("Deleted in");
  await stagingPage.open(`?project=${project}`);
  await expect(stagingPage.row(long)).toBeVisible();
  await expectAccessible(page, "staging copies");
  await stagingPage.row(long).getByRole("button", { name: /^Hold/ }).click();
  await expectAccessible(page, "holding");
  await stagingPage.reason.fill("A reason that somebody wrote without a single break: ".padEnd(280, "x"));
  await stagingPage.reason.press("Enter");
  await expect(stagingPage.row(long)).toContainText("A reason");
  await expectAccessible(page, "a long reason");
  await stagingPage.cleanUp.click();
  await expectAccessible(page, "clean up");
  await page.getByRole("button", { name: "See what would go" }).click();
  await expect(stagingPage.dialog).toContainText("Nothing would be deleted");
  await expectAccessible(page, "the report");
  await page.keyboard.press("Escape");
  await stagingPage.open("?project=nobodys");
  await expect(page.getByText("No staging copy is like this.")).toBeVisible();
  await expectAccessible(page, "no staging copies");
  await videoPage.open(videoId);
  await expect(stagingPage.panel).toContainText("A reason");
  await expectAccessible(page, "a video whose staging copy is held");
});
