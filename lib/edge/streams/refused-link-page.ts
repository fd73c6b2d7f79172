import { createHash } from "node:crypto";
import type { Problem } from "@/lib/core/reply";
import { asHtml } from "@/lib/infra/outbound/mail-text";
import { NOTHING } from "../front/security-headers";
import { problemResponse } from "../problem";

/**
 * What somebody sees who followed a link in a browser and does not get the film: a page that says why. It
 * stands alone, since nothing of the desk is for strangers. A program gets the problem as it is.
 */
export function refusedLink(request: Request, problem: Problem, headers: Record<string, string>): Response {
  const response = problemResponse(problem, { ...headers, vary: "accept" });
  if (!isNavigation(request)) return response;
  response.headers.set("content-type", "text/html; charset=utf-8");
  response.headers.set("content-security-policy", POLICY);
  return new Response(page(problem), { status: response.status, headers: response.headers });
}

/**
 * A person who goes there, as browsers have said themselves for some years; before that, only they asked for XHTML
 * too. Many a program names `text/html` among what it takes and wants none.
 */
function isNavigation({ headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode");
  return mode === null ? /application\/xhtml\+xml/.test(headers.get("accept") ?? "") : mode === "navigate";
}

const page = ({ status, detail, request_id: id }: Problem) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${headingOf(status)} · Marquee</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${headingOf(status)}</h1>
<p>${asHtml(detail)}</p>
<p class="rest">${status < 429 ? "Whoever sent it to you can make a new one on the film’s page." : "Try again in a minute."}</p>
<p class="rest">For whoever looks into it: <code>${asHtml(String(id))}</code></p>
</main>
</body>
</html>
`;

function headingOf(status: number): string {
  if (status < 429) return "This link leads to no film";
  return status === 429 ? "Too many tries" : "The film cannot be read now";
}

/** The colours of app/globals.css. */
const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f7f6f3, #131211);
  color: light-dark(#57534c, #b3ada4); font: 0.9375rem/1.5 "Inter Variable", system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 28rem; margin: 1rem; padding: 1.5rem; border-radius: 12px;
  border: 1px solid light-dark(#e4e1db, #2c2a27); background: light-dark(#ffffff, #1a1917); }
h1 { margin: 0; font-size: 1.125rem; color: light-dark(#1d1b18, #f1eee9); }
p { margin: 0.75rem 0 0; }
.rest { font-size: 0.8125rem; }
code { overflow-wrap: anywhere; }
`;

const POLICY = `${NOTHING}; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;
