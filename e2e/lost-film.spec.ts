import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DeliveryCopies } from "@/lib/domain/copies/contract";
import { keptPath } from "@/lib/infra/staging/kept-copy";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import { runningDesk } from "./fixtures/running-desk";

test("a film of which every copy is lost is told wherever it stands, until it has been delivered again", async ({
  page,
  service,
  source,
  signedInAs,
  videosPage,
  videoPage,
}) => {
  test.setTimeout(120_000);
  const title = `Lost at sea ${crypto.randomUUID().slice(0, 8)}`;
  const final = source.serve();
  const { record, videoId } = await service.publish(final, { title });
  const id = record.audit_log_id;
  await service.untilUnneeded(id);

  const { dataDir } = runningDesk();
  process.env["MARQUEE_DATA_DIR"] = dataDir;
  const { items } = await service.make<DeliveryCopies>(`/api/v1/deliveries/${id}/copies/check`, {});
  const key = record.storage_location.replace("local://", "");
  for (const { store } of items) {
    await rm(join(store === "local" ? join(dataDir, "storage") : store.replace("local:", ""), key));
  }
  await rm(await keptPath(id));
  await service.make(`/api/v1/deliveries/${id}/copies/check`, {});

  await signedInAs("manager");
  await videoPage.open(videoId);
  await expect(videoPage.state("lost")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("Every copy of this film is lost.")).toBeVisible();
  await expect(videoPage.download).toHaveCount(0);
  await expectAccessible(page, "a lost film");
  await videosPage.open(`?q=${encodeURIComponent(title)}`);
  await expect(videosPage.card(title).getByText("lost", { exact: true })).toBeVisible();

  await service.publish(final, { title });
  await videoPage.open(videoId);
  await expect(videoPage.state("published")).toBeVisible();
  await expect(videoPage.download).toBeVisible();
});
