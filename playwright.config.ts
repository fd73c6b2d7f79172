import { defineConfig, devices } from "@playwright/test";

/** The whole story in a real browser, against the desk as `npm start` runs it; e2e/fixtures/start-desk.ts starts one. */
export default defineConfig({
  testDir: "e2e",
  // Traces of what failed, beside the other reports.
  outputDir: "dist/test-results",
  globalSetup: "./e2e/fixtures/start-desk.ts",
  // The stories share one desk, and two cores have enough to do with one browser beside it.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
