import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";

/** The first story is told in both: what is used at a desk is used on the way, too. */
const WINDOWS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;

for (const [size, viewport] of Object.entries(WINDOWS)) {
  test(`the panel says when a link ends, how often it was opened, and finds the earlier ones, in a ${size} window`, async ({
    page,
    request,
    service,
    source,
    signedInAs,
    videoPage,
  }) => {
    await page.setViewportSize(viewport);
    const { record, videoId } = await service.publish(source.serve(), { title: "Followed" });
    const links = `/api/v1/deliveries/${record.audit_log_id}/links`;
    for (let more = 0; more < 24; more += 1) await service.make(links, { url_expiry_hours: 2 });
    await service.make(links, { url_expiry_hours: 24 });
    await signedInAs("reviewer");
    await videoPage.open(videoId);
    const panel = page.getByRole("region", { name: "Public link" });
    await expect(panel).toContainText(/Expires in 23 h|Expires in 24 h/);
    await expect(panel).toContainText("signed for 24 h by");
    await expect(panel.getByText("Not opened yet").first()).toBeVisible();
    await expect(panel).toContainText("Mail is not set up on this desk");

    const url = await videoPage.link.inputValue();
    for (const answer of [await request.get(url), await request.get(url)]) expect(answer.status()).toBe(200);
    await page.reload();
    await expect(panel).toContainText("Opened 2 times, last just now");

    await panel.getByText("Earlier links (19 and more)").click();
    await panel.getByRole("button", { name: "Show more" }).click();
    await expect(panel.getByText("Earlier links (25)")).toBeVisible();
    await expect(panel.getByRole("listitem")).toHaveCount(25);
    await expect(panel.getByRole("button", { name: "Show more" })).toHaveCount(0);
    await expect(panel.getByRole("button", { name: "Revoke" })).toHaveCount(0);
  });
}

test("the links are there for everybody, the renewing too", async ({
  page,
  service,
  source,
  signedInAs,
  videoPage,
}) => {
  test.setTimeout(120_000);
  const { record, videoId } = await service.publish(source.serve(), { title: "Handed on" });
  await service.make(`/api/v1/deliveries/${record.audit_log_id}/links`, { url_expiry_hours: 24 });
  await signedInAs("manager");
  await videoPage.open(videoId);
  await videoPage.untilFinished();
  await page.getByText("Earlier links (1)").click();
  await expectAccessible(page, "links");
  await videoPage.renew.click();
  await expect(videoPage.dialog).toBeVisible();
  await expectAccessible(page, "a fresh link");
});
