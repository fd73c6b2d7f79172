import { expect, type Locator, type Page } from "@playwright/test";

/** The channels: their list with the kill switches, and the page of each. */
export class ChannelsPage {
  readonly page: Page;
  readonly connect: Locator;
  readonly dialog: Locator;
  readonly standing: Locator;
  readonly settings: Locator;

  constructor(page: Page) {
    this.page = page;
    this.connect = page.getByRole("button", { name: "Connect", exact: true });
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
    this.standing = page.getByRole("region", { name: "How it fares" });
    this.settings = page.getByRole("region", { name: "Settings" });
  }

  async open(): Promise<void> {
    const channels = this.page.waitForResponse((response) => response.url().includes("/api/v1/channels"));
    await this.page.goto("/desk/channels");
    await channels;
  }

  async openOne(id: string, query = ""): Promise<void> {
    await this.page.goto(`/desk/channels/${id}${query}`);
    await expect(this.standing).toBeVisible();
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  /** Opens the form of a platform. */
  async choose(platform: string): Promise<void> {
    await this.connect.click();
    await this.dialog.getByRole("button", { name: new RegExp(`^${platform}`) }).click();
    await expect(this.field("Name")).toBeFocused();
  }

  /** Connects a channel; what there is to hand over then stays open. */
  async make(platform: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.choose(platform);
    for (const [label, text] of Object.entries(fields)) await this.field(label).fill(text);
    await this.press(`Connect ${platform}`);
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  /** A button of the dialog. */
  async press(name: string): Promise<void> {
    await this.dialog.getByRole("button", { name, exact: true }).click();
  }

  /** A button of the page. */
  button(name: string): Locator {
    return this.page.getByRole("main").getByRole("button", { name, exact: true });
  }

  async pick(what: "Rename or edit…" | "Remove…"): Promise<void> {
    await this.page.getByRole("button", { name: /^What else can be done with/ }).click();
    await this.page.getByRole("menuitem", { name: what }).click();
  }

  async stop(where: string): Promise<void> {
    await this.button("Stop publishing").click();
    await this.page.getByRole("menuitem", { name: where }).click();
  }

  stopped(where: string): Locator {
    return this.page.getByRole("region", { name: `Publishing is stopped ${where}` });
  }
}
