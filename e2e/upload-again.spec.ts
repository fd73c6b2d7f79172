import { expect, test } from "./fixtures/desk";

const nameOf = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}.mp4`;
const titleOf = (name: string) => name.replace(/\.mp4$/, "").replaceAll("-", " ");

test("a film whose delivery takes longer than its form waits stays until that is published, with what was written", async ({
  page,
  source,
  signedInAs,
  videosPage,
  uploadPage,
}) => {
  await signedInAs("manager");
  await videosPage.open();
  const [film, other] = [{ name: nameOf("long-wait"), ...source.serve({ padTo: 1_000_000 }) }, source.serve()];
  await uploadPage.drop(film);
  await expect(uploadPage.field("Checksum")).toHaveValue(film.checksum);
  await expect(uploadPage.dialog.getByText("All of it is here")).toBeVisible();
  await uploadPage.field("QC report").fill("qc_patient");
  // As if the desk were slow to find out that the file had changed on its way.
  await page.route("**/api/v1/deliveries", async (route) => {
    const body = route.request().postDataJSON() as { final_edit: { checksum: string } };
    body.final_edit.checksum = other.checksum;
    await route.continue({ postData: body, headers: { ...route.request().headers(), prefer: "respond-async" } });
  });
  await uploadPage.deliverPassed();
  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
  await page.unrouteAll();
  await page.getByRole("link", { name: "All videos" }).click();
  const row = uploadPage.row(film.name);
  await expect(row).toContainText(/Its delivery failed\. .*sha256:/);
  await row.getByRole("button", { name: "QC form" }).click();
  await expect(uploadPage.field("QC report"), "what was written is still there").toHaveValue("qc_patient");

  await page.route("**/api/v1/deliveries", (route) =>
    route.continue({ headers: { ...route.request().headers(), prefer: "respond-async" } }),
  );
  await uploadPage.deliver.click();
  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
  await page.getByRole("link", { name: "All videos" }).click();
  await expect(row, "published, it is done with").toBeHidden();
  await expect(videosPage.card(titleOf(film.name)).getByText("published", { exact: true })).toBeVisible();
});

test("a film that the desk has cleared away is sent once more, with what was written", async ({
  page,
  source,
  signedInAs,
  videosPage,
  uploadPage,
}) => {
  await signedInAs("manager");
  await videosPage.open();
  const film = { name: nameOf("swept-away"), ...source.serve() };
  await uploadPage.drop(film);
  await expect(uploadPage.dialog.getByText("All of it is here")).toBeVisible();
  await uploadPage.field("QC report").fill("qc_again");
  await uploadPage.clearAway(film.name);
  await uploadPage.deliverPassed();
  await expect(uploadPage.dialog.getByRole("alert")).toContainText("There is no such upload of yours.");
  await expect(uploadPage.dialog.getByText("All of it is here")).toBeVisible();
  await expect.poll(() => uploadPage.received(film.name)).toBe(film.bytes.length);
  await expect(uploadPage.field("QC report")).toHaveValue("qc_again");
  await expect(uploadPage.deliver).toBeEnabled();
  await uploadPage.deliver.click();
  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
});
