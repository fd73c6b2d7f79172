import { expect, type Locator, type Page } from "@playwright/test";

/** Two versions side by side. */
export class ComparePage {
  readonly page: Page;
  readonly films: Locator;
  readonly slider: Locator;
  readonly play: Locator;
  readonly swap: Locator;

  constructor(page: Page) {
    this.page = page;
    this.films = page.locator("video");
    this.slider = page.getByRole("slider", { name: "Where in the film" });
    this.play = page.getByRole("button", { name: "Play both" });
    this.swap = page.getByRole("button", { name: "Swap the sides" });
  }

  async open(left: string, right?: string): Promise<void> {
    await this.page.goto(`/desk/videos/${left}/compare${right === undefined ? "" : `?with=${right}`}`);
  }

  /** Both films know how long they are and stand still where they were told to. */
  async untilSettled(): Promise<void> {
    await expect(this.films).toHaveCount(2);
    const settled = () =>
      this.films.evaluateAll((films) =>
        films.every(
          (film) => film instanceof HTMLVideoElement && film.readyState >= film.HAVE_CURRENT_DATA && !film.seeking,
        ),
      );
    await expect.poll(settled).toBe(true);
  }

  /** Seconds into either film, looked at in one moment. */
  times(): Promise<number[]> {
    return this.films.evaluateAll((films) => films.map((film) => (film as HTMLVideoElement).currentTime));
  }

  async apart(): Promise<number> {
    const [left = 0, right = 0] = await this.times();
    return Math.abs(left - right);
  }

  paused(): Promise<boolean[]> {
    return this.films.evaluateAll((films) => films.map((film) => (film as HTMLVideoElement).paused));
  }

  muted(): Promise<boolean[]> {
    return this.films.evaluateAll((films) => films.map((film) => (film as HTMLVideoElement).muted));
  }

  /** `v1`, `v2`: which version stands where. */
  sides(): Promise<(string | null)[]> {
    return this.films.evaluateAll((films) => films.map((film) => film.getAttribute("aria-label")));
  }

  /** Clicks the slider at this share of the longer film. */
  async seekTo(share: number): Promise<void> {
    const box = await this.slider.boundingBox();
    if (!box) throw new Error("The slider is not drawn.");
    await this.slider.click({ position: { x: box.width * share, y: box.height / 2 } });
  }

  async choose(side: "Left" | "Right", version: RegExp): Promise<void> {
    await this.page.getByRole("combobox", { name: `${side} version` }).click();
    await this.page.getByRole("option", { name: version }).click();
  }
}
