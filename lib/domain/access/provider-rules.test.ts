import { describe, expect, it } from "vitest";
import { emailOfClaims, nameOfClaims, roleOfClaims } from "./provider-rules";

const table = [
  { value: "marquee-admins", role: "admin" },
  { value: "editors", role: "manager" },
  { value: "viewers", role: "reviewer" },
] as const;

describe("a role from claims", () => {
  it.each([
    ["a list", { roles: ["viewers", "editors", "more"] }, "roles", "manager"],
    ["one word", { roles: "marquee-admins" }, "roles", "admin"],
    ["a path", { realm_access: { roles: ["viewers"] } }, "realm_access.roles", "reviewer"],
    [
      "a claim with dots in its name",
      { "https://id.example/roles": ["editors"] },
      "https://id.example/roles",
      "manager",
    ],
    ["part of a word", { roles: ["my-editors", "Editors", "editors "] }, "roles", null],
    ["nothing there", {}, "roles", null],
    ["what every object has", {}, "constructor.name", null],
    ["something else", { roles: { editors: true } }, "roles", null],
    ["a number", { roles: 7 }, "roles.more", null],
  ])("%s", (_name, claims, claim, role) => expect(roleOfClaims(claims, { claim, table })).toBe(role));
});

describe("an address from claims", () => {
  it("is vouched for only by the place that names it", () => {
    const typedIn = { email: "boss@example.com" };
    const own = { email: "me@example.com", email_verified: true };
    expect(emailOfClaims([typedIn, own])).toEqual({ email: "boss@example.com", email_verified: false });
    expect(emailOfClaims([{ email_verified: true }, typedIn])).toEqual({
      email: "boss@example.com",
      email_verified: false,
    });
    expect(emailOfClaims([{}, own])).toEqual(own);
    expect(emailOfClaims([{ email: ["me@example.com"], email_verified: true }])).toEqual({
      email: null,
      email_verified: false,
    });
  });

  it.each([true, "true"])("is vouched for by %j", (email_verified) =>
    expect(emailOfClaims([{ email: "a@b.example", email_verified }]).email_verified).toBe(true),
  );
  it.each([false, "false", 1, "yes", null, undefined])("is not vouched for by %j", (email_verified) =>
    expect(emailOfClaims([{ email: "a@b.example", email_verified }]).email_verified).toBe(false),
  );
});

it("a name is the first that can be shown", () => {
  expect(nameOfClaims({ name: " Ada\u0000\nLovelace " })).toBe("Ada Lovelace");
  expect(nameOfClaims({ name: "  ", preferred_username: "ada" })).toBe("ada");
  expect(nameOfClaims({ name: "x".repeat(119) + "\u{1f600}" })).toHaveLength(120);
  expect(nameOfClaims({ name: 7 })).toBeNull();
});
