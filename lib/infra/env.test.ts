import { expect, test } from "vitest";
import { readSettings, WrongSettings } from "./env";

function complaint(settings: Record<string, string>): string {
  try {
    readSettings(settings);
    return "";
  } catch (error) {
    if (error instanceof WrongSettings) return error.message;
    throw error;
  }
}

test("without any settings there is a desk on this machine alone", () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    HOST: "127.0.0.1",
    PORT: 3000,
    MARQUEE_URL: "http://localhost:3000",
    STORAGE_DRIVER: "local",
  });
  expect(settings.MARQUEE_DATA_DIR).toMatch(/\/\.marquee$/);
});

test("an empty setting counts as none, and the public address follows the port", () => {
  expect(readSettings({ PORT: "8080", DATABASE_URL: "", MARQUEE_URL: "" })).toMatchObject({
    MARQUEE_URL: "http://localhost:8080",
  });
});

test.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["MARQUEE_URL", "ftp://desk.example"],
  ["DATABASE_URL", "mysql://db/marquee"],
  ["DATABASE_OWNER_URL", "localhost"],
  ["MARQUEE_SECRETS", "hunter2"],
  ["STORAGE_DRIVER", "floppy"],
  ["MARQUEE_MAX_BYTES", "-1"],
  ["OUTBOUND_ALLOW", "example.com"],
  ["OIDC_ISSUER", "id.example.com"],
  ["OIDC_ISSUER", "https://id.example.com/?tenant=ours"],
  ["OIDC_CLIENT_ID", "without-an-issuer"],
  ["OIDC_SCOPES", "email profile"],
  ["OIDC_ROLES", "editors"],
  ["OIDC_ROLES", "editors=boss"],
  ["OIDC_LINK_BY_EMAIL", "sometimes"],
  ["MARQUEE_DEMO", "maybe"],
])("%s=%s is refused in one sentence that names it", (name, value) => {
  const lines = complaint({ [name]: value }).split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^The setting ${name}\\b.* is wrong: .+\\.$`));
});

test("several wrong settings are all named at once, and no value is repeated, for it may be a secret", () => {
  const text = complaint({ MARQUEE_SECRETS: "hunter2", PORT: "0" });
  expect(text.split("\n")).toHaveLength(2);
  expect(text).not.toContain("hunter2");
});

test("a group may have an equals sign in its name: the last one parts it from its role", () => {
  const { OIDC_ROLES } = readSettings({ OIDC_ROLES: "cn=editors = manager, viewers=reviewer," });
  expect(OIDC_ROLES).toEqual([
    { value: "cn=editors", role: "manager" },
    { value: "viewers", role: "reviewer" },
  ]);
});
