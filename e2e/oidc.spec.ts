import { spawn, type ChildProcess } from "node:child_process";
import { freePort } from "@/lib/infra/free-port";
import { CLIENT_ID, CLIENT_SECRET, startProvider, type RunningProvider } from "@/lib/testing/servers/oidc-provider";
import { expect, test } from "./fixtures/desk";
import { runningDesk } from "./fixtures/running-desk";

/** A second web process on the same desk, which is all it takes to have other settings there. */
let web: ChildProcess;
let url: string;
let provider: RunningProvider;

test.beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  provider = await startProvider({ redirectUri: `${url}/api/auth/oidc/callback` });
  web = spawn(process.execPath, ["dist/web.js"], {
    env: {
      ...process.env,
      MARQUEE_DATA_DIR: runningDesk().dataDir,
      DATABASE_URL: "",
      MARQUEE_SECRETS: "",
      HOST: "127.0.0.1",
      PORT: String(port),
      MARQUEE_URL: url,
      OUTBOUND_ALLOW: provider.host,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_LABEL: "Example Pictures",
      OIDC_ROLES: "editors=manager",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await expect(async () => expect((await fetch(`${url}/livez`)).ok).toBe(true)).toPass({ timeout: 30_000 });
});

test.afterAll(async () => {
  const ended = new Promise((resolve) => web.once("exit", resolve));
  if (web.exitCode === null && web.kill("SIGTERM")) await ended;
  await provider.close();
});

test("somebody signs in where their organisation does, and is back where they wanted to go", async ({ page }) => {
  provider.people.set("ada", {
    name: "Ada Byron",
    email: "ada@pictures.example",
    email_verified: true,
    roles: ["editors"],
  });
  await page.goto(`${url}/desk/videos?view=list`);
  await page.getByRole("link", { name: "Sign in with Example Pictures" }).click();
  await page.getByRole("link", { name: "I am ada" }).click();
  await expect(page).toHaveURL(`${url}/desk/videos?view=list`);
  await expect(page.getByRole("button", { name: /Ada Byron/ })).toBeVisible();

  await page.goto(`${url}/desk/settings/account`);
  await expect(page.getByText("You sign in with Example Pictures. Your password is kept there")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change password" })).toHaveCount(0);

  const cookies = await page.context().cookies(url);
  expect(cookies.map(({ name }) => name)).toEqual(["marquee.session"]);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: "Lax" });
});

test("somebody whom the desk has no role for is told so, and can try again", async ({ page }) => {
  provider.people.set("kim", { name: "Kim", email: "kim@pictures.example", email_verified: true, roles: ["guests"] });
  await page.goto(`${url}/sign-in?next=%2Fdesk%2Fsettings`);
  await page.getByRole("link", { name: "Sign in with Example Pictures" }).click();
  await page.getByRole("link", { name: "I am kim" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no role on this desk");
  expect(new URL(page.url()).searchParams.get("next")).toBe("/desk/settings");

  // The provider still knows this browser, and asks nothing a second time.
  provider.people.set("kim", { name: "Kim", email: "kim@pictures.example", email_verified: true, roles: "editors" });
  await page.getByRole("link", { name: "Sign in with Example Pictures" }).click();
  await expect(page).toHaveURL(new RegExp(`^${url}/desk/settings`));
});
