import { NextResponse, type NextRequest } from "next/server";
import { pagePolicy } from "./lib/edge/front/security-headers";

/**
 * Gives every page its content security policy with a nonce of its own, which Next reads off the
 * request and writes on its scripts; and tells the desk's layout which address was asked for, so that
 * signing in leads back there. A convenience and no boundary: the layout and every operation check who
 * is asking themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy({ nonce, development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-desk-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: a request that passes here loses what is beyond 10 MB of its body, and uploads go to /api. */
export const config = {
  matcher:
    "/((?!api/|api$|d/|_next/|livez$|readyz$|metrics$|feeds/[^/]+/(?:rss\\.xml|podcast\\.xml|feed\\.json)$|watch/[^/]+/(?:film\\.mp4|poster\\.jpg|player)$).*)",
};
