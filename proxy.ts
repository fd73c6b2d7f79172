import { NextResponse, type NextRequest } from "next/server";

/**
 * Tells the desk's layout which address was asked for, so that signing in leads back there. A
 * convenience and no boundary: the layout and every operation check who is asking themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-desk-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: "/desk/:path*" };
