import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Download, type Locator, type Page } from "@playwright/test";

export class VideoPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly header: Locator;
  readonly film: Locator;
  readonly play: Locator;
  readonly slider: Locator;
  readonly download: Locator;
  readonly link: Locator;
  readonly renew: Locator;
  readonly revoke: Locator;
  readonly retry: Locator;
  readonly editTitle: Locator;
  readonly history: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    const main = page.getByRole("main");
    this.heading = page.getByRole("heading", { level: 1 });
    this.header = main.locator("header");
    this.film = page.locator("video");
    this.play = main.getByRole("button", { name: "Play", exact: true }).first();
    this.slider = page.getByRole("slider", { name: "Where in the film" });
    this.download = page.getByRole("link", { name: "Download MP4" });
    this.link = page.getByRole("textbox", { name: "Public link" });
    this.renew = page.getByRole("button", { name: /^(Renew|Make a) link$/ });
    this.revoke = page.getByRole("button", { name: "Revoke", exact: true });
    this.retry = page.getByRole("button", { name: "Retry" });
    this.editTitle = page.getByRole("button", { name: "Edit the title" });
    this.history = page.getByRole("listitem");
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/desk/videos/${id}`);
  }

  /** Nothing more comes of itself: the film is published and has its poster, which was the last of it. */
  async untilFinished(): Promise<void> {
    await expect(this.film).toHaveAttribute("poster", /\/poster$/);
  }

  /** The chip beside the title. */
  state(word: string): Locator {
    return this.header.getByText(word, { exact: true });
  }

  /** Seconds into the film. */
  at(): Promise<number> {
    return this.film.evaluate((film: HTMLVideoElement) => film.currentTime);
  }

  paused(): Promise<boolean> {
    return this.film.evaluate((film: HTMLVideoElement) => film.paused);
  }

  /** Clicks the slider at this share of its length. */
  async clickSlider(share: number): Promise<void> {
    const box = await this.slider.boundingBox();
    if (!box) throw new Error("The slider is not drawn.");
    await this.slider.click({ position: { x: box.width * share, y: box.height / 2 } });
  }

  /** Presses Download; answers the file as it was saved. */
  async save(): Promise<{ readonly name: string; readonly checksum: string }> {
    const saving = this.page.waitForEvent("download");
    await this.download.click();
    const download: Download = await saving;
    const hash = createHash("sha256").update(await readFile(await download.path()));
    return { name: download.suggestedFilename(), checksum: `sha256:${hash.digest("hex")}` };
  }

  /** Makes a fresh link for the usual three days. */
  async renewLink(): Promise<void> {
    await this.renew.click();
    await this.dialog.getByRole("button", { name: "Make the link" }).click();
  }

  async revokeLink(): Promise<void> {
    await this.revoke.click();
    await this.dialog.getByRole("button", { name: "Revoke link" }).click();
  }

  async renameTo(title: string): Promise<void> {
    await this.editTitle.click();
    await this.page.getByRole("textbox", { name: "Title" }).fill(title);
    await this.page.getByRole("button", { name: "Save" }).click();
  }
}
