import type { Locator, Page } from "@playwright/test";

/** The staging copies: the list below the settings, and the panel on a video's page. */
export class StagingPage {
  readonly page: Page;
  readonly panel: Locator;
  readonly cleanUp: Locator;
  readonly dialog: Locator;
  readonly reason: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole("region", { name: "Staging copy", exact: true });
    this.cleanUp = page.getByRole("button", { name: "Clean up" });
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
    this.reason = page.getByRole("textbox", { name: "Why" });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/desk/settings/staging${query}`);
  }

  row(title: string): Locator {
    return this.page.getByRole("row").filter({ hasText: title });
  }

  /** Holds through the dialog, from a row or from the panel. */
  async hold(where: Locator, reason: string): Promise<void> {
    await where.getByRole("button", { name: /^Hold/ }).click();
    await this.reason.fill(reason);
    await this.dialog.getByRole("button", { name: "Hold it" }).click();
  }

  async delete(where: Locator): Promise<void> {
    await where.getByRole("button", { name: /^Delete/ }).click();
    await this.dialog.getByRole("button", { name: "Delete staging copy" }).click();
  }
}
