import type { Locator, Page } from "@playwright/test";

export class StoragePage {
  readonly page: Page;
  readonly heading: Locator;
  readonly move: Locator;
  readonly dialog: Locator;
  readonly earlier: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { name: "Storage", level: 2 });
    this.move = page.getByRole("button", { name: "Move objects" });
    this.dialog = page.getByRole("dialog", { name: "Move objects" });
    this.earlier = page.getByRole("region", { name: "Earlier moves" });
  }

  async open(): Promise<void> {
    await this.page.goto("/desk/settings/storage");
    await this.heading.waitFor();
  }

  store(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  list(name: "From" | "To"): Locator {
    return this.dialog.getByRole("combobox", { name });
  }

  /** Chooses a store in one of the dialog's lists by what people call it. */
  async choose(list: "From" | "To", store: string): Promise<void> {
    await this.list(list).click();
    await this.page.getByRole("option", { name: store }).click();
  }
}
