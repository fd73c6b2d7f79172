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
