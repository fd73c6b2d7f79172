import { expect, test } from "./fixtures/desk";
import { VideoPage } from "./pages/video-page";

test("a title is edited where it stands, and stays", async ({ page, service, source, signedInAs, videoPage }) => {
  const { videoId } = await service.publish(source.serve(), { title: "Working title" });
  await signedInAs("manager");
  await videoPage.open(videoId);
  await videoPage.untilFinished();
  await videoPage.renameTo("The title on the poster");
  await expect(videoPage.heading).toHaveText("The title on the poster");
  await expect(page).toHaveTitle("The title on the poster · Marquee");
  await page.reload();
  await expect(videoPage.heading).toHaveText("The title on the poster");
  await expect(page.getByText("edited its title or tags")).toBeVisible();
});

test("Escape forgets what was typed", async ({ page, service, source, signedInAs, videoPage }) => {
  const { videoId } = await service.publish(source.serve(), { title: "Left alone" });
  await signedInAs("manager");
  await videoPage.open(videoId);
  await videoPage.editTitle.click();
  await page.getByRole("textbox", { name: "Title" }).fill("Not this");
  await page.keyboard.press("Escape");
  await expect(videoPage.heading).toHaveText("Left alone");
  await expect(videoPage.editTitle).toBeVisible();
});

test("of two editors the second is told to look again, and sees the first one's title", async ({
  page,
  context,
  service,
  source,
  signedInAs,
  videoPage,
}) => {
  const { videoId } = await service.publish(source.serve(), { title: "Two pens" });
  await signedInAs("manager");
  await videoPage.open(videoId);
  await videoPage.untilFinished();
  const other = new VideoPage(await context.newPage());
  await other.open(videoId);
  await expect(other.heading).toHaveText("Two pens");
  await other.editTitle.click();
  await other.page.getByRole("textbox", { name: "Title" }).fill("The second pen");

  await videoPage.renameTo("The first pen");
  await expect(page.getByText("edited its title or tags")).toBeVisible();
  await other.page.getByRole("button", { name: "Save" }).click();
  await expect(other.page.getByText("The title was not changed")).toBeVisible();
  await expect(other.page.getByText(/Look again\./)).toBeVisible();
  await expect(other.heading).toHaveText("The first pen");
  await page.reload();
  await expect(videoPage.heading).toHaveText("The first pen");
});
