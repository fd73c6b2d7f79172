import { createHash } from "node:crypto";
import type { PublishedVideo } from "@/lib/domain/publishing/publication-contract";
import { asHtml } from "@/lib/infra/outbound/mail-text";

/** The video alone with the browser's own controls: for other people's pages, which may show it in a frame. */
export const playerPage = ({ title, url, film_url: film, poster_url: poster, is_lost: lost }: PublishedVideo) =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<link rel="canonical" href="${asHtml(url)}">
<title>${asHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${asHtml(title)}</h1>
${
  lost
    ? "<p>This video cannot be played at the moment.</p>"
    : `<video src="${pathOf(film)}"${poster === null ? "" : ` poster="${pathOf(poster)}"`} controls playsinline preload="metadata" aria-label="${asHtml(title)}"></video>`
}
</main>
</body>
</html>
`;

/** Of the desk as it was reached: the policy lets nothing else in. */
const pathOf = (url: string) => new URL(url).pathname;

const STYLE = `
html, body { margin: 0; height: 100%; background: #000; }
main { height: 100%; display: grid; place-items: center; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
video { width: 100%; height: 100%; object-fit: contain; }
p { margin: 1rem; color: #f1eee9; font: 0.9375rem/1.5 system-ui, sans-serif; }
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Nobody is signed in there and nothing can be pressed but play, so it may stand in anybody's frame. */
export const PLAYER_POLICY = [
  "default-src 'none'",
  "media-src 'self'",
  "img-src 'self'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors *",
].join("; ");
