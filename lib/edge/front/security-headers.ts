interface Asked {
  readonly path: string;
  /** Whether the desk is reached over https. */
  readonly secure: boolean;
  readonly development: boolean;
}

/**
 * Headers that every answer carries, whoever makes it: pages, files, problems, and the framework's own
 * errors (standard 3.2).
 */
export function securityHeaders({ path, secure, development }: Asked): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    // Where frames are let in, the policy of the answer says so; older than it, this would forbid them.
    ...(FRAMED.test(path) ? {} : { "x-frame-options": "DENY" }),
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(secure ? { "strict-transport-security": "max-age=31536000" } : {}),
    ...policyOf(path, development),
  };
}

/** The player of a published video, which is there for other people's pages. */
const FRAMED = /^\/watch\/[^/]+\/player$/;

function policyOf(path: string, development: boolean): Readonly<Record<string, string>> {
  if (!path.startsWith("/_next/")) return { "content-security-policy": NOTHING };
  // While developing, the framework's own tools work in there too.
  return development ? {} : { "content-security-policy": BUILT };
}

/**
 * What an answer that is no page may load: nothing. Pages get theirs from proxy.ts in its place, so
 * that without proxy.ts they run no script at all instead of running unprotected.
 */
export const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * What the build made is part of a page and under its policy, but for one thing: a worker runs under the
 * policy of its own script's answer. The one we have hashes files: it loads the parts of itself, and can
 * open no connection.
 */
const BUILT = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The policy of a page. Scripts run by the request's nonce alone. Styles may stand in the page,
 * because the dialogs, toasts and menus that we take from libraries write theirs there.
 */
export function pagePolicy({ nonce, development }: { nonce: string; development: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    // The build starts workers from scripts of the desk's own addresses, which nobody writes to: what is
    // uploaded is answered as video and never as a script. So none is made of a text, as `blob:` would let.
    "worker-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
