import { expect, type Locator, type Page } from "@playwright/test";

export class AccountPage {
  readonly page: Page;
  readonly list: Locator;
  readonly sessions: Locator;
  readonly endOthers: Locator;
  readonly changePassword: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("list", { name: "Where you are signed in" });
    this.sessions = page.getByRole("region", { name: "Sessions" }).getByRole("listitem");
    this.endOthers = page.getByRole("button", { name: "End all others" });
    this.changePassword = page.getByRole("button", { name: "Change password" });
  }

  async open(): Promise<void> {
    await this.page.goto("/desk/settings/account");
    await expect(this.sessions.filter({ hasText: "this one" })).toHaveCount(1);
  }

  field(label: "Current password" | "New password"): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  async change({ current, next }: { readonly current: string; readonly next: string }): Promise<void> {
    await this.field("Current password").fill(current);
    await this.field("New password").fill(next);
    await this.changePassword.click();
  }
}
