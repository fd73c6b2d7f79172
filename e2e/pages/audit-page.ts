import { expect, type Download, type Locator, type Page } from "@playwright/test";

export class AuditPage {
  readonly page: Page;
  readonly search: Locator;
  /** `50 entries, and more below`. */
  readonly count: Locator;
  readonly rows: Locator;
  readonly check: Locator;
  /** What the last check found. */
  readonly finding: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByLabel("Search the audit trail");
    this.count = page
      .getByRole("main")
      .getByRole("status")
      .filter({ hasText: /entr(y|ies)/ });
    this.rows = page.locator("[data-row]");
    this.check = page.getByRole("button", { name: "Check the chain", exact: true });
    this.finding = page.getByRole("region", { name: "The chain" });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/desk/audit${query}`);
    // The browser asks for the entries: when it has counted them, the page's script runs.
    await expect(this.count).toHaveText(/^\d/);
  }

  /** The rows that tell of this. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  pill(label: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${label}(:|$)`) });
  }

  async filter(label: "Who" | "What" | "Door" | "Ended", word: string): Promise<void> {
    await this.pill(label).click();
    await this.page.getByRole("menuitemradio", { name: word, exact: true }).click();
  }

  async unfold(row: Locator): Promise<void> {
    await row.locator("[data-open]").click();
  }

  /** A line of what is known about the entry that is open. */
  fact(name: string): Locator {
    return this.page
      .locator("dl div")
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .last();
  }

  async export(format: "CSV" | "JSONL"): Promise<Download> {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("link", { name: `Export as ${format}` }).click();
    return download;
  }
}
