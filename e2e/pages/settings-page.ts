import type { Locator, Page } from "@playwright/test";

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
    await this.page.goto("/desk/settings");
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

  /** Makes a key and leaves the dialog that shows it open. Answers the key as it stands there. */
  async makeKey({ name, preset }: { readonly name: string; readonly preset: "Reviewer" | "Manager" | "Admin" }) {
    await this.newKey.click();
    await this.dialog.getByLabel("Name").fill(name);
    await this.dialog.getByRole("radio", { name: preset }).click();
    await this.dialog.getByRole("button", { name: "Make the key" }).click();
    return (
      (await this.page.getByRole("alertdialog", { name: "Copy the key now" }).getByRole("code").textContent()) ?? ""
    );
  }

  async revoke(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Revoke ${name}` }).click();
    await this.dialog.getByRole("button", { name: "Revoke key" }).click();
  }
}
