import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures/desk";
import { atHome, runExample } from "./fixtures/examples";
import { runningDesk } from "./fixtures/running-desk";

interface Sample {
  readonly lang: "Shell" | "TypeScript";
  readonly source: string;
}
interface Described {
  readonly paths: Record<string, Record<string, { readonly operationId: string; readonly "x-codeSamples"?: Sample[] }>>;
}

test("every example of the reference runs as it stands", async ({ request, service, source, apiKey }) => {
  test.setTimeout(180_000);
  const { paths } = (await (await request.get("/api/openapi.json")).json()) as Described;
  const samples = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ operationId, "x-codeSamples": list = [] }) => list.map((sample) => ({ operationId, ...sample })));
  expect(samples.length).toBeGreaterThan(30);
  for (const { operationId, lang, source: text } of samples) {
    const told = await atHome(text, { service, source });
    const said = await runExample(lang, told, { MARQUEE_KEY: apiKey }).catch(
      (error: Error) => `broke: ${error.message}`,
    );
    expect(said, `${operationId} in ${lang}:\n${told}\n${said}`).not.toMatch(/^broke/);
    expect(said.trim(), operationId).toMatch(/^\{/);
  }
});

test("every example of the guide runs as it stands, in the order it is read", async ({ source, apiKey }) => {
  test.setTimeout(120_000);
  const guide = readFileSync("docs/api.md", "utf8");
  const blocks = [...guide.matchAll(/^```(sh|ts)\n([^]*?)^```$/gm)];
  expect(blocks.length).toBeGreaterThan(8);
  const final = source.serve();
  const settings = {
    MARQUEE_KEY: apiKey,
    FILM_URL: final.url,
    FILM_CHECKSUM: final.checksum,
    FILM_SECONDS: String(final.seconds),
  };
  const notes: string[] = [];
  for (const [, language, text = ""] of blocks) {
    // What one block of the shell sets, the next one has, as for somebody who types them one after the other.
    const shell = language === "sh";
    const told = shell ? `${notes.join("\n")}\n${text}` : text;
    const said = await runExample(shell ? "Shell" : "TypeScript", told, settings).catch(
      (error: Error) => `broke: ${error.message}`,
    );
    expect(said, `${text}\n${said}`).not.toMatch(/^broke/);
    if (shell) notes.push(...(text.match(/^\w+=.*$/gm) ?? []));
  }
});

test("the reference reads the desk's own description, and asks nobody else", async ({ page }) => {
  const { url } = runningDesk();
  const outside: string[] = [];
  const said: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) outside.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") said.push(message.text());
  });
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.goto("/reference");
    await expect(page.getByRole("heading", { name: "Marquee", level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Deliveries" }).first()).toBeVisible();
    await expect(page.getByText("/api/v1/deliveries/{id}/retry").first()).toBeVisible();
  }
  expect(outside).toEqual([]);
  expect(said).toEqual([]);
});
