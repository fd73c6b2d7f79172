import { defineConfig, devices } from "@playwright/test";

/** The whole story in a real browser, against the desk as `npm start` runs it; e2e/fixtures/start-desk.ts starts one. */
export default defineConfig({
  testDir: "e2e",
  // Traces of what failed, beside the other reports.
  outputDir: "dist/test-results",
  globalSetup: "./e2e/fixtures/start-desk.ts",
  // The stories of a run share one desk, and it has enough to do with one browser; `npm test` makes two runs at once.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
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
