import { describe, expect, it } from "vitest";
import { PublishFinalAsset } from "./contract";
import { deliveryIdOf, durationAgrees, storageKeyOf } from "./rules";

const checksum = `sha256:${"a".repeat(64)}`;
const asset = (settings: object, project_id?: string) =>
  PublishFinalAsset.safeParse({
    ...(project_id === undefined ? {} : { project_id }),
    final_edit: { video_url: "https://films.example/a.mp4", duration_seconds: 9.7, checksum },
    qc_report: { status: "pass" },
    distribution_settings: settings,
  });

describe("where a delivery goes", () => {
  it("is said by project, prefix and checksum alone", () => {
    const id = deliveryIdOf({ projectId: "spring-launch", storagePrefix: "mvp", checksum });
    expect(id).toMatch(/^dist_[0-9a-f]{20}$/);
    expect(deliveryIdOf({ projectId: "spring-launch", storagePrefix: "mvp", checksum })).toBe(id);
    expect(deliveryIdOf({ projectId: "spring-launch", storagePrefix: "", checksum })).not.toBe(id);
    expect(storageKeyOf({ projectId: "spring-launch", storagePrefix: "mvp", id })).toBe(`spring-launch/mvp/${id}.mp4`);
    expect(storageKeyOf({ projectId: "spring-launch", storagePrefix: "", id })).toBe(`spring-launch/${id}.mp4`);
  });

  it("hashes the normalised prefix, so mvp/ and mvp are one place", () => {
    expect(asset({ storage_prefix: "mvp/" }).data?.distribution_settings.storage_prefix).toBe("mvp");
    expect(asset({ storage_prefix: "a/b/c/d" }).success).toBe(true);
    expect(asset({}).data?.project_id).toBe("default");
    expect(asset({}).data?.distribution_settings.url_expiry_hours).toBe(72);
  });

  it.each(["../up", "a/../b", ".", "a//b", "/a", "a/b/c/d/e", "A", "a b", "a\\b", "mvp//", "é", "a\0", "x".repeat(65)])(
    "takes no prefix %j",
    (storage_prefix) => expect(asset({ storage_prefix }).success).toBe(false),
  );

  it.each(["", ".", "..", "a/b", "A", "x".repeat(65)])("takes no project %j", (project) =>
    expect(asset({}, project).success).toBe(false),
  );
});

describe("a claimed duration", () => {
  it("may be off by half a second, and no more", () => {
    expect(durationAgrees(9.7, 9.2)).toBe(true);
    expect(durationAgrees(9.7, 10.2)).toBe(true);
    expect(durationAgrees(9.7, 9.19)).toBe(false);
  });
});
