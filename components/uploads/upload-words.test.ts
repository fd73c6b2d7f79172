import { expect, it } from "vitest";
import type { QueuedFile } from "./queued-file";
import { afloatInWords, isReady, progressInWords } from "./upload-words";

const here: QueuedFile = {
  key: "a",
  name: "a.mp4",
  bytes: 5_000_000,
  id: "upl_a",
  state: "here",
  sent: 5_000_000,
  marks: [],
  trouble: null,
  hashed: 5_000_000,
  checksum: "sha256:…",
  unreadable: false,
  seconds: 9,
  draft: {},
  delivery: null,
};
const made = (status: "queued" | "verifying" | "failed", error_message: string | null = null): QueuedFile => ({
  ...here,
  delivery: { audit_log_id: "dist_a", status, error_message },
});

it("a file stays until its delivery is published: it says what it waits for, and can be delivered again if that failed", () => {
  expect([progressInWords(here), isReady(here)]).toEqual(["All of it is here · 5.0 MB", true]);
  expect([progressInWords(made("queued")), isReady(made("queued"))]).toEqual(["Being delivered", false]);
  const failed = made("failed", "The file has another checksum.");
  expect([progressInWords(failed), isReady(failed)]).toEqual([
    "Its delivery failed. The file has another checksum.",
    true,
  ]);
});

it("what keeps a file from going on is what the desk says, and else the connection", () => {
  const lost: QueuedFile = { ...here, state: "lost", sent: 1_000_000 };
  expect(progressInWords(lost)).toBe("Connection lost, trying again · 20 % of 5.0 MB");
  expect(progressInWords({ ...lost, trouble: "There is no room left." })).toBe(
    "There is no room left. · 20 % of 5.0 MB",
  );
});

it("on other screens one word says what most of them need", () => {
  const sending: QueuedFile = { ...here, state: "sending", sent: 1_000_000 };
  expect(afloatInWords([sending, here])).toBe("1 upload · 60 %");
  expect(afloatInWords([here, made("verifying")])).toBe("1 upload for a QC form");
  expect(afloatInWords([made("verifying"), made("queued")])).toBe("2 uploads being delivered");
});
