import { chromium } from "@playwright/test";
import { ensureChromium } from "@/lib/cli/chromium";
import type { HarnessDesk } from "./desk";
import { SCRIPTS } from "./injections";

const NAMES = 50;

/** Lets a browser draw pages full of names that would like to be scripts. Says what went wrong, and how many names it saw as text. */
export async function drawnHarmlessly(
  desk: HarnessDesk,
  cookie: string,
  video: string,
): Promise<{ trouble: string[]; shown: number }> {
  const names = Array.from({ length: NAMES }, (_, number) =>
    `${number} ${SCRIPTS[number % SCRIPTS.length]}`.slice(0, 64),
  );
  const headers = { cookie, origin: desk.url, "content-type": "application/json" };
  for (const name of names) {
    await desk.ask({
      method: "POST",
      path: "/api/v1/api-keys",
      headers,
      body: JSON.stringify({ name, scopes: ["videos:read"] }),
    });
  }
  const body = JSON.stringify({ title: names.join(" ").slice(0, 300), tags: names });
  await desk.ask({ method: "PATCH", path: `/api/v1/videos/${video}`, headers, body });

  const executablePath = await ensureChromium(() => undefined);
  if (executablePath === undefined) return { trouble: ["there is no Chromium"], shown: 0 };
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const trouble: string[] = [];
  try {
    const context = await browser.newContext();
    const [name = "", ...value] = cookie.split("=");
    await context.addCookies([{ name, value: value.join("="), url: desk.url }]);
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      trouble.push(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
    let shown = 0;
    for (const path of ["/desk/settings/keys", `/desk/videos/${video}`, "/desk/videos"]) {
      await page.goto(`${desk.url}${path}`, { waitUntil: "networkidle" });
      const text = await page.locator("body").innerText();
      shown += names.filter((one) => text.includes(one)).length;
      if (await page.evaluate(() => "injected" in window)) trouble.push(`a script ran on ${path}`);
    }
    return { trouble, shown };
  } finally {
    await browser.close();
  }
}
