import { describe, expect, it } from "vitest";
import { call } from "@/lib/testing/call";
import { publishing } from "@/lib/testing/publishing";

const desk = await publishing();

describe("a feed", () => {
  it("publishes now, and shows where", async () => {
    const video = await desk.video();
    const channel = await desk.channel({ name: "Our feed", platform: "feed" });
    const made = await desk.assign({
      video_id: video,
      channel_ids: [channel],
      scheduled_at: new Date().toISOString(),
      caption: "A harbour at night.",
    });
    expect(made).toMatchObject({ status: "scheduled", channel_id: channel });
    const published = await desk.until(made.id, "published");
    expect(published).toMatchObject({ remote_id: made.id, cause: null });
    expect(published["remote_url"]).toBe(`http://localhost:3000/watch/${made.id}`);

    const timeline = await call("GET", "/api/v1/assignments/{id}/timeline", { key: desk.key, params: { id: made.id } });
    expect(timeline.body).toMatchObject({ attempts: [{ number: 1, state: "confirmed" }] });
    const board = await call("GET", "/api/v1/board", { key: desk.key });
    expect(board.body).toMatchObject({ items: [{ video_id: video, cells: [{ status: "published", attempts: 1 }] }] });
  });
});
