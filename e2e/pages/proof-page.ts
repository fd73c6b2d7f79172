import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

/** The proof of delivery as a page of its own. */
export class ProofPage {
  readonly page: Page;
  readonly summary: Locator;
  readonly json: Locator;
  readonly pdf: Locator;
  readonly trail: Locator;

  constructor(page: Page) {
    this.page = page;
    this.summary = page.locator("[data-proof] > section").first();
    this.json = page.getByRole("link", { name: "JSON", exact: true });
    this.pdf = page.getByRole("link", { name: "PDF", exact: true });
    this.trail = page.getByRole("region", { name: "Audit trail" });
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/desk/videos/${id}/proof`);
  }

  /** Presses one of the two; answers the file as it was saved. */
  async save(link: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const saving = this.page.waitForEvent("download");
    await link.click();
    const download = await saving;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}
