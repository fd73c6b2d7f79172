/**
 * Headers that every answer carries, whoever makes it: pages, files, problems, and the framework's own
 * errors (standard 3.2). `secure` is whether the desk is reached over https.
 */
export function securityHeaders({ path, secure }: { path: string; secure: boolean }): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(secure ? { "strict-transport-security": "max-age=31536000" } : {}),
    // A worker's script brings its own policy, and what the build made needs none.
    ...(path.startsWith("/_next/") ? {} : { "content-security-policy": NOTHING }),
  };
}

/**
 * What an answer that is no page may load: nothing. Pages get theirs from proxy.ts in its place, so
 * that without proxy.ts they run no script at all instead of running unprotected.
 */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
    "worker-src 'self' blob:",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
