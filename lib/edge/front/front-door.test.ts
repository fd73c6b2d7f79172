import { expect, it } from "vitest";
import { refusalFor } from "./front-door";

it("refuses paths that cannot be read and methods that nobody knows, and nothing else", () => {
  for (const url of ["/api/v1/videos/%E0%A4%A", "/%zz", "/d/%"])
    expect(refusalFor({ url })?.code, url).toBe("invalid_request");
  for (const method of ["TRACE", "PROPFIND", "CONNECT"])
    expect(refusalFor({ method })?.code).toBe("method_not_allowed");
  for (const url of ["/", "/desk/videos?q=100%", "/api/v1/videos/a%20b", "/d/%C3%A9"])
    expect(refusalFor({ url }), url).toBeNull();
});

it("takes from a page's address what is read there, and its own forms", () => {
  const own = { "next-action": "1", "content-length": "20", "sec-fetch-site": "same-origin" };
  const code = (method: string, headers: Record<string, string> = {}, url = "/sign-in") =>
    refusalFor({ method, url, headers })?.code ?? null;
  expect([code("GET"), code("HEAD"), code("POST", own)]).toEqual([null, null, null]);
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "POST"]) expect(code(method)).toBe("method_not_allowed");
  expect(code("POST", { ...own, "content-length": "9500000" })).toBe("too_large");
  expect(code("POST", { "next-action": "1", "sec-fetch-site": "same-origin" })).toBe("invalid_request");
  expect(code("POST", { ...own, "sec-fetch-site": "cross-site" })).toBe("cross_site");
  for (const url of ["/feeds/x", "/feeds/x/rss.xml/more", "/watch/x", "/watch/film.mp4"])
    expect(code("POST", {}, url), url).toBe("method_not_allowed");
  expect(code("OPTIONS", {}, "*")).toBe("invalid_request");
  expect(code("GET", {}, "http://elsewhere.example/desk/videos")).toBe("invalid_request");
  for (const url of ["/api/v1/videos", "/d/x", "/_next/image", "/livez", "/feeds/x/rss.xml", "/watch/x/film.mp4"])
    expect(code("PUT", {}, url)).toBeNull();
});
