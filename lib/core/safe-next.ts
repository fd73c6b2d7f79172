/** Where to go after signing in: an address of this desk, never of another site. */
export function safeNext(next: string | null | undefined): string {
  const fallback = "/desk/videos";
  if (!next?.startsWith("/")) return fallback;
  try {
    const url = new URL(next, "http://desk.invalid");
    const path = url.pathname + url.search + url.hash;
    // What came out is judged too: dots before a double slash resolve to one.
    return url.origin === "http://desk.invalid" && !/^\/[/\\]/.test(path) ? path : fallback;
  } catch {
    return fallback;
  }
}
