import { expect, it } from "vitest";
import { mendAddress, mendingOf, wantsReason } from "./actions";

it("draws what mends, the first step first, and leaves the rest to the panel", () => {
  expect(mendingOf(["edit", "cancel", "retry"])).toEqual(["retry"]);
  expect(mendingOf(["absent", "present", "check"])).toEqual(["check", "present", "absent"]);
});

it("does not offer a retry that would fail for the same sign-in", () => {
  expect(mendingOf(["retry", "reconnect"])).toEqual(["reconnect"]);
});

it("takes the cause along to the channel, so that all of them are retried there", () => {
  expect(mendAddress("ch_1", "sign_in_expired")).toBe("/desk/channels/ch_1?retry=sign_in_expired");
  expect(mendAddress("ch_1", null)).toBe("/desk/channels/ch_1");
});

it("wants a reason where a retry could post twice, or was tried too often", () => {
  expect(wantsReason({ cause: "processing_failed" })).toBe(true);
  expect(wantsReason({ cause: "refused", tries: { done: 5, most: 5 } })).toBe(true);
  expect(wantsReason({ cause: "refused", tries: { done: 1, most: 5 } })).toBe(false);
});
