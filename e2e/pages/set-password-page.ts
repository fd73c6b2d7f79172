import type { Locator, Page } from "@playwright/test";

/** Where the link of an invitation or a reset leads. */
export class SetPasswordPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly password: Locator;
  readonly again: Locator;
  readonly submit: Locator;
  readonly refusal: Locator;
  readonly toSignIn: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1 });
    this.password = page.getByLabel("Password", { exact: true });
    this.again = page.getByLabel("Once more", { exact: true });
    this.submit = page.getByRole("button", { name: "Set the password" });
    this.refusal = page.getByRole("main").getByRole("alert");
    this.toSignIn = page.getByRole("link", { name: "Sign in" });
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link);
  }

  async set(password: string, again = password): Promise<void> {
    await this.password.fill(password);
    await this.again.fill(again);
    await this.submit.click();
  }
}
