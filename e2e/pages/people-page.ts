import { expect, type Locator, type Page } from "@playwright/test";

type RoleWord = "Reviewer" | "Manager" | "Admin";

export class PeoplePage {
  readonly page: Page;
  readonly invite: Locator;
  readonly search: Locator;
  readonly dialog: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.invite = page.getByRole("main").getByRole("button", { name: "Invite", exact: true });
    this.search = page.getByLabel("Search people");
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
    this.rows = page.locator("[data-row]");
  }

  async open(): Promise<void> {
    await this.page.goto("/desk/settings/people");
    // The browser asks for them: when they are there, the page's script runs.
    await expect(this.rows.first()).toBeVisible();
  }

  /** By name or by address. */
  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  async fillIn({ name, email, role }: { readonly name: string; readonly email: string; readonly role: RoleWord }) {
    await this.field("Name").fill(name);
    await this.field("E-mail").fill(email);
    await this.dialog.getByRole("radio", { name: role }).click();
  }

  async send(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Invite", exact: true }).click();
  }

  /** The link as the dialog shows it. */
  async link(): Promise<string> {
    const field = this.dialog.getByRole("textbox", { name: "Link to set a password" });
    await expect(field).toHaveValue(/#/);
    return field.inputValue();
  }

  async openMenu(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `What can be done with ${name}` }).click();
  }

  async choose(name: string, what: string): Promise<void> {
    await this.openMenu(name);
    await this.page.getByRole("menuitem", { name: what }).click();
  }

  async giveRole(name: string, role: RoleWord): Promise<void> {
    await this.openMenu(name);
    await this.page.getByRole("menuitemradio", { name: role }).click();
  }

  async confirm(word: string): Promise<void> {
    await this.dialog.getByRole("button", { name: word, exact: true }).click();
  }
}
