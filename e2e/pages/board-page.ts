import { expect, type Locator, type Page } from "@playwright/test";

/** The status board, the dialog that assigns, and the panel of one assignment. */
export class BoardPage {
  readonly page: Page;
  readonly assign: Locator;
  readonly dialog: Locator;
  readonly search: Locator;
  /** `12 videos`. */
  readonly count: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.assign = page.getByRole("main").getByRole("button", { name: "Assign", exact: true });
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog")).last();
    this.search = page.getByLabel("Search the board");
    this.count = page
      .getByRole("main")
      .getByRole("status")
      .filter({ hasText: /\d videos?/ });
    this.rows = page.locator("[data-row]");
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/desk/board${query}`);
    await expect(this.count).toHaveText(/^\d/);
  }

  row(title: string): Locator {
    return this.rows.filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }

  /** Where a video stands on a channel; drawn once it is assigned there. */
  cell(title: string, channel: string): Locator {
    return this.row(title).getByRole("gridcell").filter({ hasText: channel });
  }

  /** Its state as the chip says it. */
  state(title: string, channel: string, word: string): Locator {
    return this.cell(title, channel).getByText(word, { exact: true });
  }

  /** A button of the dialog that lies on top. */
  async press(name: string): Promise<void> {
    await this.dialog.getByRole("button", { name, exact: true }).click();
  }

  /** Opens the dialog, finds the video in it and ticks the channels. */
  async choose(title: string, ...channels: readonly string[]): Promise<void> {
    await this.assign.click();
    await this.dialog.getByLabel("Video", { exact: true }).fill(title);
    await this.dialog.getByRole("radio", { name: new RegExp(title) }).check();
    for (const channel of channels)
      await this.dialog.getByRole("checkbox", { name: new RegExp(`^${channel}`) }).check();
  }

  /** What would come of it. */
  get decisions(): Locator {
    return this.dialog.getByRole("region", { name: "What will happen" });
  }

  async openPanel(title: string, channel: string): Promise<void> {
    await this.cell(title, channel).getByRole("button").first().click();
    await expect(this.page.getByRole("dialog", { name: title })).toBeVisible();
  }

  async filter(label: string, word: string | RegExp): Promise<void> {
    await this.page
      .getByRole("main")
      .getByRole("button", { name: new RegExp(`^${label}(:|$)`) })
      .click();
    await this.page.getByRole("menuitemradio", { name: word }).click();
  }

  view(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name });
  }
}
