import type { Locator, Page } from "@playwright/test";

interface KeyToMake {
  readonly name: string;
  readonly preset: "Reviewer" | "Manager" | "Admin";
  readonly expires?: "Never" | "30 days" | "90 days" | "1 year";
}

export class SettingsPage {
  readonly page: Page;
  readonly newKey: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.newKey = page.getByRole("button", { name: "New key" });
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  }

  async open(): Promise<void> {
    await this.page.goto("/desk/settings/keys");
  }

  /** As an admin: the browser asks for the keys, and when it has them the page's script runs. */
  async openKeys(): Promise<void> {
    const keys = this.page.waitForResponse((response) => response.url().includes("/api/v1/api-keys"));
    await this.open();
    await keys;
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  rotateOf(name: string): Locator {
    return this.page.getByRole("button", { name: `Rotate ${name}` });
  }

  endOldOf(name: string): Locator {
    return this.page.getByRole("button", { name: `End the old secret of ${name} now` });
  }

  /** Makes a key and leaves the dialog that shows it open. Answers the key as it stands there. */
  async makeKey({ name, preset, expires = "Never" }: KeyToMake): Promise<string> {
    await this.newKey.click();
    await this.dialog.getByLabel("Name", { exact: true }).fill(name);
    await this.dialog.getByRole("radio", { name: preset }).click();
    await this.dialog.getByRole("radio", { name: expires }).click();
    await this.dialog.getByRole("button", { name: "Make the key" }).click();
    return this.shownKey("Copy the key now");
  }

  /** Gives a key its second secret and leaves the dialog that shows it open. */
  async rotate(name: string, overlap: "None" | "1 h" | "24 h" | "7 days" | "30 days"): Promise<string> {
    await this.rotateOf(name).click();
    await this.dialog.getByRole("radio", { name: overlap, exact: true }).click();
    await this.dialog.getByRole("button", { name: "Rotate key" }).click();
    return this.shownKey("Copy the new secret now");
  }

  /** The key that stands in the dialog of this title. */
  async shownKey(title: string): Promise<string> {
    return (await this.page.getByRole("alertdialog", { name: title }).getByRole("code").first().textContent()) ?? "";
  }

  async hasIt(): Promise<void> {
    await this.dialog.getByRole("button", { name: "I have it" }).click();
  }

  async endOld(name: string): Promise<void> {
    await this.endOldOf(name).click();
    await this.dialog.getByRole("button", { name: "End it now" }).click();
  }

  async revoke(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Revoke ${name}` }).click();
    await this.dialog.getByRole("button", { name: "Revoke key" }).click();
  }
}
