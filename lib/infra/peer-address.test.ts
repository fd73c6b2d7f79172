import { expect, it } from "vitest";
import { parseNetwork, peerAddress } from "./peer-address";

const trusted = ["10.0.0.0/8", "::1"].map(parseNetwork);
const seen = (socket: string, forwardedFor?: string) => peerAddress({ socket, forwardedFor }, trusted);

it("believes the socket, whatever a stranger writes into the header", () => {
  expect(seen("203.0.113.9")).toBe("203.0.113.9");
  expect(seen("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  expect(seen("203.0.113.9", "10.0.0.1")).toBe("203.0.113.9");
});

it("believes a trusted proxy about the hop before it, and no more", () => {
  expect(seen("10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
  expect(seen("10.1.2.3", "192.0.2.66, 198.51.100.1")).toBe("198.51.100.1");
  expect(seen("10.1.2.3", "192.0.2.66, 198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
  expect(seen("10.1.2.3", "198.51.100.1:4711")).toBe("198.51.100.1");
  expect(seen("10.1.2.3", "[2001:db8::1]:4711")).toBe("2001:db8::1");
  expect(seen("::1", "2001:db8:0:0::1")).toBe("2001:db8::1");
});

it("stops at what is no address", () => {
  expect(seen("10.1.2.3", "198.51.100.1, unknown")).toBe("10.1.2.3");
  expect(seen("10.1.2.3", "")).toBe("10.1.2.3");
  expect(seen("10.1.2.3", "'; DROP TABLE users")).toBe("10.1.2.3");
  expect(seen("10.1.2.3", "10.0.0.1, 10.0.0.2")).toBe("10.0.0.1");
});

it("writes every address in one form", () => {
  expect(seen("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(seen("fe80::1%eth0")).toBe("fe80::1");
  expect(peerAddress({ socket: undefined, forwardedFor: "10.0.0.1" }, trusted)).toBeNull();
});
