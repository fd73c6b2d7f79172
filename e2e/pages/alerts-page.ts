import { expect, type Locator, type Page } from "@playwright/test";

interface RouteToMake {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}

/** The alerts, and the routes they go along. */
export class AlertsPage {
  readonly page: Page;
  readonly alerts: Locator;
  /** `2 alerts`. */
  readonly count: Locator;
  readonly newRoute: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.alerts = page.getByRole("list", { name: "Alerts", exact: true }).locator("> li");
    this.count = page
      .getByRole("main")
      .getByRole("status")
      .filter({ hasText: /alerts?/ });
    this.newRoute = page.getByRole("button", { name: "New route" });
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  }

  /** The way to the alerts, with how many are new, in whichever navigation is seen. */
  get bell(): Locator {
    return this.page
      .getByRole("navigation", { name: "Desk" })
      .getByRole("link", { name: /^Alerts/ })
      .filter({ visible: true });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/desk/alerts${query}`);
    await expect(this.count).toHaveText(/^\d/);
  }

  async openRoutes(): Promise<void> {
    const routes = this.page.waitForResponse((response) => response.url().includes("/api/v1/alert-routes"));
    await this.page.goto("/desk/settings/alerts");
    await routes;
  }

  alert(text: string | RegExp): Locator {
    return this.alerts.filter({ hasText: text });
  }

  route(name: string): Locator {
    return this.page.getByRole("list", { name: "Routes" }).locator("> li").filter({ hasText: name });
  }

  /** Fills the form in and sends it; a secret that is shown then stays open. */
  async makeRoute({ name, email, url }: RouteToMake): Promise<void> {
    await this.newRoute.click();
    await this.dialog.getByRole("radio", { name: url === undefined ? "E-mail" : "Webhook" }).click();
    await this.dialog.getByLabel("Name", { exact: true }).fill(name);
    if (email !== undefined) await this.dialog.getByLabel("E-mail", { exact: true }).fill(email);
    if (url !== undefined) await this.dialog.getByLabel("Address").fill(url);
    await this.dialog.getByRole("button", { name: "Make the route" }).click();
  }

  async choose(name: string, what: "Edit…" | "Switch off" | "Switch on" | "Remove…"): Promise<void> {
    await this.page.getByRole("button", { name: `What can be done with ${name}` }).click();
    await this.page.getByRole("menuitem", { name: what }).click();
  }

  testOf(name: string): Locator {
    return this.page.getByRole("button", { name: `Send a test to ${name}` });
  }
}
