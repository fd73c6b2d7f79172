import { expect, it } from "vitest";
import { mendAddress, mendingOf, inOrder } from "./actions";

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

it("puts what mends first and what ends it last", () => {
  expect(inOrder(["edit", "cancel", "publish"])).toEqual(["publish", "edit", "cancel"]);
  expect(inOrder(["retry", "edit", "cancel", "reconnect"])).toEqual(["reconnect", "retry", "edit", "cancel"]);
});
