import { expect, type Locator, type Page } from "@playwright/test";
import { chooseVerdict } from "./verdict";

/** What a person writes into the Deliver dialog; what is left out stays as it was. */
export interface DeliveryForm {
  readonly address?: string;
  readonly checksum?: string;
  readonly title?: string;
  readonly length?: string;
  readonly project?: string;
  /** `Passed` unless told. */
  readonly verdict?: "Passed" | "Failed";
}

export class VideosPage {
  readonly page: Page;
  readonly search: Locator;
  /** `11 videos · 2.4 MB`. */
  readonly count: Locator;
  readonly deliver: Locator;
  readonly dialog: Locator;
  readonly cards: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByLabel("Search videos");
    this.count = page.getByRole("main").getByRole("status").first();
    this.deliver = page.getByRole("main").getByRole("button", { name: "Deliver", exact: true });
    this.dialog = page.getByRole("dialog", { name: "Deliver a video" });
    this.cards = page.locator("[data-row]");
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/desk/videos${query}`);
    // The browser counts them: when it has, the page's script runs.
    await expect(this.count).toHaveText(/^\d+ videos?/);
  }

  /** The card or the row of a video. */
  card(title: string): Locator {
    return this.cards.filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }

  async watch(title: string): Promise<void> {
    await this.page.getByRole("link", { name: title, exact: true }).click();
  }

  /** The pill of a filter: its name while it is open to choose, `State: published` once it holds something. */
  pill(label: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${label}(:|$)`) });
  }

  async filter(label: "State" | "Project" | "Delivered", word: string): Promise<void> {
    await this.pill(label).click();
    await this.page.getByRole("menuitemradio", { name: word, exact: true }).click();
  }

  async openDeliver(): Promise<void> {
    await this.deliver.click();
    await this.dialog.getByRole("radio", { name: "From an address" }).click();
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  async fillIn({ address, checksum, title, length, project, verdict = "Passed" }: DeliveryForm): Promise<void> {
    const texts = { "Address of the MP4": address, Checksum: checksum, Title: title, Length: length, Project: project };
    for (const [label, text] of Object.entries(texts)) {
      if (text !== undefined) await this.field(label).fill(text);
    }
    await chooseVerdict(this.dialog, verdict);
  }

  async send(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Deliver" }).click();
  }
}
