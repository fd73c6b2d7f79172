import { describe, expect, it } from "vitest";
import { asOwner } from "@/lib/testing/database";
import { eventually } from "@/lib/testing/worker";
import { StillHeld, withSessionLock } from "./session-lock";

const held = () => {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (release = resolve));
  return { until, release: () => release() };
};
const locks = () => asOwner<{ pid: number }>("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted");

describe("a lock that is held over other people's servers", () => {
  it("lets one at a time through, and each in the end", async () => {
    let [inside, most] = [0, 0];
    const done = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        withSessionLock("one", 10_000, async () => {
          most = Math.max(most, (inside += 1));
          await asOwner("SELECT 1");
          inside -= 1;
          return at;
        }),
      ),
    );
    expect([most, done]).toEqual([1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  });

  it("holds up nobody who names something else", async () => {
    const first = held();
    const holding = withSessionLock("here", 1000, () => first.until);
    await eventually(async () => (await locks()).length === 1);
    expect(await withSessionLock("there", 1000, async () => "through")).toBe("through");
    first.release();
    await holding;
  });

  it("gives up on one who holds it for too long, and is free once they throw or their session dies", async () => {
    const first = held();
    const holding = withSessionLock("slow", 1000, () => first.until);
    await eventually(async () => (await locks()).length === 1);
    await expect(withSessionLock("slow", 50, async () => "never")).rejects.toThrow(StillHeld);
    await asOwner("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    await expect(withSessionLock("slow", 5000, () => Promise.reject(new Error("broke")))).rejects.toThrow("broke");
    expect(await withSessionLock("slow", 5000, async () => "free")).toBe("free");
    first.release();
    await holding;
  });
});
