import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { refusedLink } from "./refused-link-page";

const problem = { status: 403, code: "link_refused", detail: "This link has <ended>.", request_id: "r-1" };
const asked = (headers: Record<string, string>) =>
  refusedLink(new Request("http://desk.example/d/x", { headers }), problem, { "x-kept": "1" });

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

it.each([
  ["that says it goes there", { "sec-fetch-mode": "navigate", accept: BROWSER }],
  ["of some years ago", { accept: BROWSER }],
])("a browser %s gets a page of the same status", async (_which, headers) => {
  const answer = asked(headers);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-kept")]).toEqual([
    403,
    "text/html; charset=utf-8",
    "1",
  ]);
  const page = await answer.text();
  expect(page).toContain("This link has &lt;ended&gt;.");
  expect(page).toContain("r-1");
  const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? "";
  expect(answer.headers.get("content-security-policy"), "its own style and nothing else").toContain(
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  );
});

it.each([
  [400, "This link leads to no film", "can make a new one"],
  [429, "Too many tries", "Try again in a minute"],
  [503, "The film cannot be read now", "Try again in a minute"],
])("of %i a person reads %j, and what to do", async (status, heading, advice) => {
  const request = new Request("http://desk.example/d/x", { headers: { "sec-fetch-mode": "navigate" } });
  const page = await refusedLink(request, { ...problem, status }, {}).text();
  expect(page).toContain(`<h1>${heading}</h1>`);
  expect(page).toContain(advice);
});

it.each([
  ["that says nothing", {}],
  ["that takes anything", { accept: "*/*" }],
  ["as Java has it", { accept: "text/html, image/gif, image/jpeg, */*; q=.2" }],
  ["that wants no HTML", { accept: "text/html;q=0" }],
  ["in a page's script", { "sec-fetch-mode": "cors", accept: BROWSER }],
  ["of a page's player", { "sec-fetch-mode": "no-cors", accept: "*/*" }],
])("a program %s gets the problem", async (_which, headers) => {
  const answer = asked(headers);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject(problem);
});
