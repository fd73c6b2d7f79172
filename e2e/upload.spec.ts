import { expect, test } from "./fixtures/desk";
import { expectAccessible } from "./fixtures/accessible";

const MEGABYTE = 1_000_000;
const nameOf = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}.mp4`;
const titleOf = (name: string) => name.replace(/\.mp4$/, "").replaceAll("-", " ");

for (const [size, viewport] of Object.entries({
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
})) {
  test.describe(`in a ${size} window`, () => {
    test.use({ viewport });

    test("two films are dropped, the page is loaded anew in the middle, and both are published as they were", async ({
      page,
      source,
      signedInAs,
      videosPage,
      uploadPage,
      videoPage,
    }) => {
      test.setTimeout(120_000);
      await signedInAs("manager");
      await videosPage.open();
      const films = ["tide-table", "night-ferry"].map((what) => ({
        name: nameOf(what),
        ...source.serve({ padTo: 5 * MEGABYTE }),
      }));
      const [tide, ferry] = films as [(typeof films)[0], (typeof films)[0]];
      let warned = 0;
      page.on("dialog", (dialog) => {
        if (dialog.type() === "beforeunload") warned += 1;
        void dialog.accept();
      });

      await uploadPage.uploadsAt(1.2 * MEGABYTE);
      await uploadPage.drop(tide, ferry, { name: "notes.mov", bytes: Buffer.from("x"), type: "video/quicktime" });
      await expect(page.getByText("“notes.mov” is not an MP4.")).toBeVisible();
      await expect(uploadPage.dialog.getByText("1 of 2")).toBeVisible();
      await expect(uploadPage.field("Title")).toHaveValue(titleOf(tide.name));
      await expect(uploadPage.field("Checksum")).toHaveValue(tide.checksum);
      await expect(uploadPage.deliver, "it is not there yet").toBeDisabled();
      await expect.poll(() => uploadPage.received(tide.name)).toBeGreaterThan(MEGABYTE);
      await uploadPage.field("Title").click();

      await page.reload();
      expect(warned, "a tab that sends is not closed without a word").toBe(1);
      await expect(uploadPage.row(tide.name)).toContainText("Drop the same file again to go on.");
      const before = await uploadPage.received(tide.name);
      expect(before).toBeGreaterThan(MEGABYTE);
      const going = page.waitForRequest((request) => request.method() === "PATCH");
      await uploadPage.drop(tide, ferry);
      expect(Number((await going).headers()["upload-offset"]), "it goes on where it was").toBeGreaterThan(0);
      await uploadPage.uploadsAt(null);

      for (const [at, film] of films.entries()) {
        await expect(uploadPage.dialog.getByText(`${at + 1} of 2`)).toBeVisible();
        await expect(uploadPage.dialog.getByText("All of it is here")).toBeVisible();
        await expect(uploadPage.field("Length")).toHaveValue(/^\d+(\.\d+)?$/);
        await expect(uploadPage.field("Checksum")).toHaveValue(film.checksum);
        await uploadPage.field("Project").fill("stories");
        await uploadPage.field("QC report").fill("qc_by_hand");
        await uploadPage.deliverPassed();
      }
      await expect(uploadPage.dialog).toBeHidden();
      await expect(uploadPage.list).toBeHidden();

      for (const { name, checksum } of films) {
        await videosPage.open(`?q=${encodeURIComponent(titleOf(name))}`);
        await expect(videosPage.card(titleOf(name)).getByText("published", { exact: true })).toBeVisible();
        await videosPage.watch(titleOf(name));
        expect((await videoPage.save()).checksum).toBe(checksum);
      }
      await expect.poll(() => uploadPage.received(tide.name), "what was delivered is cleared away").toBe(0);
    });
  });
}

test("a lost connection is said, and the film goes on by itself once there is one again", async ({
  page,
  source,
  signedInAs,
  videosPage,
  uploadPage,
}) => {
  await signedInAs("manager");
  await videosPage.open();
  // More than one piece: the connection is gone when the next one is sent.
  const film = { name: nameOf("long-tunnel"), ...source.serve({ padTo: 10 * MEGABYTE }) };
  await uploadPage.uploadsAt(2 * MEGABYTE);
  await uploadPage.drop(film);
  await page.keyboard.press("Escape");
  const row = uploadPage.row(film.name);
  await expect(row).toContainText(/\d+ % of 10\.0 MB/);
  await expect.poll(() => uploadPage.received(film.name)).toBeGreaterThan(0);

  await uploadPage.goOffline();
  await expect(row).toContainText("Connection lost, trying again");
  await uploadPage.uploadsAt(null);
  await expect(row).toContainText("All of it is here");
  await row.getByRole("button", { name: "QC form" }).click();
  await uploadPage.deliverPassed();
  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
});

test("an upload goes on while one looks elsewhere on the desk, is paused, goes on, and is given up", async ({
  page,
  source,
  signedInAs,
  videosPage,
  uploadPage,
}) => {
  await signedInAs("manager");
  await videosPage.open();
  const film = { name: nameOf("slow-boat"), ...source.serve({ padTo: 6 * MEGABYTE }) };
  await uploadPage.uploadsAt(0.6 * MEGABYTE);
  await videosPage.deliver.click();
  await uploadPage.field("Final MP4s").setInputFiles({ name: film.name, mimeType: "video/mp4", buffer: film.bytes });
  await expect(uploadPage.dialog.getByRole("progressbar").first()).toBeVisible();
  await uploadPage.field("QC report").fill("qc_kept");
  await uploadPage.dialog.getByRole("button", { name: "Later" }).click();

  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("link", { name: /^1 upload · \d+ %$/ })).toBeVisible();
  await page.getByRole("link", { name: /^1 upload · \d+ %$/ }).click();

  const row = uploadPage.row(film.name);
  await row.getByRole("button", { name: `Pause ${film.name}` }).click();
  await expect(row).toContainText("Paused");
  await row.getByRole("button", { name: `Go on with ${film.name}` }).click();
  await expect(row).toContainText(/^.*\d+ % of 6\.0 MB/);
  await row.getByRole("button", { name: "QC form" }).click();
  await expect(uploadPage.field("QC report"), "what was written is still there").toHaveValue("qc_kept");
  await page.keyboard.press("Escape");

  await row.getByRole("button", { name: `Give up ${film.name}` }).click();
  await expect(row).toBeHidden();
  await expect.poll(() => uploadPage.received(film.name)).toBe(0);
});

test("another film than was promised is said at the checksum, and nothing is published", async ({
  page,
  source,
  service,
  signedInAs,
  videosPage,
  uploadPage,
}) => {
  await signedInAs("manager");
  await videosPage.open();
  const [film, other] = [{ name: nameOf("mixed-up"), ...source.serve() }, source.serve()];
  await uploadPage.drop(film);
  await expect(uploadPage.field("Checksum")).toHaveValue(film.checksum);
  await expect(uploadPage.dialog.getByText("All of it is here")).toBeVisible();
  // As if the file had changed on its way.
  await page.route("**/api/v1/deliveries", async (route) => {
    const body = route.request().postDataJSON() as { final_edit: { checksum: string } };
    body.final_edit.checksum = other.checksum;
    await route.continue({ postData: body });
  });
  await uploadPage.deliverPassed();
  await expect(uploadPage.field("Checksum")).toHaveAccessibleDescription(
    /The file's checksum is sha256:.* as promised\./,
  );
  await page.unrouteAll();
  await uploadPage.deliver.click();
  await expect(page).toHaveURL(/\/desk\/videos\/vid_/);
  const list = await service.get(`/api/v1/deliveries?title=${encodeURIComponent(titleOf(film.name))}`);
  const { items } = (await list.json()) as { items: { status: string; checksum: string }[] };
  expect(items.filter(({ status }) => status === "published").map(({ checksum }) => checksum)).toEqual([film.checksum]);
});

test("uploads can be read and worked by everybody", async ({ page, source, signedInAs, videosPage, uploadPage }) => {
  test.setTimeout(120_000);
  await signedInAs("manager");
  await videosPage.open();
  const film = { name: nameOf("for-everybody"), ...source.serve() };
  await videosPage.deliver.click();
  await expectAccessible(page, "the Deliver dialog");
  await page.keyboard.press("Escape");
  await uploadPage.drop(film);
  await expect(uploadPage.dialog.getByText("All of it is here")).toBeVisible();
  await expectAccessible(page, "the QC form of a file");
  await page.keyboard.press("Escape");
  await expectAccessible(page, "the list of uploads");
  await page.reload();
  await expect(uploadPage.row(film.name)).toContainText("All of it is here");
  await expectAccessible(page, "what waits from before");
  await uploadPage
    .row(film.name)
    .getByRole("button", { name: `Give up ${film.name}` })
    .click();
  await expect(uploadPage.row(film.name)).toBeHidden();
});
