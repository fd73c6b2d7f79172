import { expect, test } from "./fixtures/desk";
import { runningDesk } from "./fixtures/running-desk";

test("a reviewer sees, watches and downloads, and is offered nothing else", async ({
  page,
  service,
  source,
  signedInAs,
  videosPage,
  videoPage,
  settingsPage,
}) => {
  const title = `For review ${crypto.randomUUID().slice(0, 8)}`;
  const final = source.serve();
  const { videoId } = await service.publish(final, { title });
  const failed = await service.deliver(source.serve(), {
    title: `${title}, broken`,
    checksum: source.serve().checksum,
  });
  expect(failed.status()).toBe(422);

  await signedInAs("reviewer");
  await videosPage.open(`?q=${encodeURIComponent(title)}`);
  await expect(videosPage.cards).toHaveCount(2);
  await expect(videosPage.deliver).toHaveCount(0);
  await expect(videoPage.retry).toHaveCount(0);

  await videosPage.watch(`${title}, broken`);
  await expect(page.getByText("This delivery failed.")).toBeVisible();
  await expect(videoPage.retry).toHaveCount(0);

  await videoPage.open(videoId);
  await expect(videoPage.link).not.toHaveValue("");
  for (const control of [videoPage.renew, videoPage.revoke, videoPage.editTitle]) await expect(control).toHaveCount(0);
  await videoPage.play.click();
  await expect.poll(() => videoPage.at()).toBeGreaterThan(0.3);
  expect((await videoPage.save()).checksum).toBe(final.checksum);

  await settingsPage.open();
  await expect(page.getByText("API keys are kept by the admins of this desk.")).toBeVisible();
  await expect(settingsPage.newKey).toHaveCount(0);
});

test("the API refuses a reviewer what the screens do not offer", async ({ page, service, source, signedInAs }) => {
  const { record, videoId } = await service.publish(source.serve());
  const links = `/api/v1/deliveries/${record.audit_log_id}/links`;
  const linkId = record.public_url.slice(record.public_url.lastIndexOf("/") + 1).split(".")[1] ?? "";
  await signedInAs("reviewer");
  const attempts = [
    ["POST", "/api/v1/deliveries", delivery(source.serve())],
    ["POST", `/api/v1/deliveries/${record.audit_log_id}/retry`, undefined],
    ["POST", links, { url_expiry_hours: 1 }],
    ["DELETE", `${links}/${linkId}`, undefined],
    ["PATCH", `/api/v1/videos/${videoId}`, { title: "Mine" }],
    ["GET", "/api/v1/api-keys", undefined],
    ["POST", "/api/v1/api-keys", { name: "mine", role: "admin" }],
  ] as const;
  for (const [method, path, data] of attempts) {
    const answer = await page.request.fetch(path, {
      method,
      headers: { origin: runningDesk().url },
      ...(data === undefined ? {} : { data }),
    });
    expect(answer.status(), `${method} ${path}`).toBe(403);
    expect(await answer.json()).toMatchObject({ status: 403, code: "forbidden" });
  }
  expect((await page.request.get(`/api/v1/videos/${videoId}`)).status()).toBe(200);
});

const delivery = ({ url, seconds, checksum }: { url: string; seconds: number; checksum: string }) => ({
  final_edit: { video_url: url, duration_seconds: seconds, checksum },
  qc_report: { status: "pass" },
});
