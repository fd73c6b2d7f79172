import { describe, expect, it } from "vitest";
import { CreateAssignments } from "@/lib/domain/assignments/contract";
import { requestOf, type AssignForm } from "./assign-request";

const form: AssignForm = {
  videoId: "vid_1",
  channelIds: ["c1", "c2"],
  when: { way: "later" },
  caption: null,
  late: { action: "publish", minutes: null },
  overrides: {},
};
const at = "2026-11-21T18:50:00.000Z";

describe("what the Assign dialog asks for", () => {
  it("waits until there is a video, a channel and a moment", () => {
    expect(requestOf({ ...form, videoId: null }, at)).toBeNull();
    expect(requestOf({ ...form, channelIds: [] }, at)).toBeNull();
    expect(requestOf({ ...form, when: { way: "at", at: null } }, at)).toBeNull();
  });

  it("goes out now, at its time, or when somebody says so", () => {
    expect(requestOf({ ...form, when: { way: "now" } }, at)).toMatchObject({ scheduled_at: at });
    expect(requestOf({ ...form, when: { way: "at", at } }, null)).toMatchObject({ scheduled_at: at });
    expect(requestOf(form, at)).not.toHaveProperty("scheduled_at");
  });

  it("says of a channel only what is different there, and nothing of one that is not chosen", () => {
    const overrides = { c1: { caption: "For you" }, c2: { settings: {} }, c3: { caption: "Not chosen" } };
    expect(requestOf({ ...form, overrides }, at)).toMatchObject({ per_channel: { c1: { caption: "For you" } } });
    expect(requestOf({ ...form, overrides: { c2: {} } }, at)).not.toHaveProperty("per_channel");
  });

  it("is what the desk understands", () => {
    const full = requestOf(
      {
        ...form,
        when: { way: "at", at },
        caption: "A caption",
        late: { action: "miss", minutes: 10 },
        overrides: { c2: { at, settings: { explicit: true } } },
      },
      null,
    );
    expect(CreateAssignments.parse(full)).toMatchObject({ force: false, dry_run: false });
  });
});
