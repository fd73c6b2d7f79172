import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { changesOf, draftOf, newChannelOf, newDraft } from "./channel-draft";
import { endingInWords, failedInWords, feedAddresses, newSigningSecret, scopeInWords } from "./channel-words";

const now = new Date("2026-11-21T14:00:00Z");
const field = (name: string, kind: Platform["fields"]["post"][number]["kind"] = "text") => ({
  name,
  label: name,
  hint: null,
  kind,
  choices: [],
  required: true,
});

const stage: Platform = {
  id: "rehearsal-key",
  name: "Rehearsal (key)",
  summary: "A stage to rehearse on.",
  settles: "by-key",
  max_per_hour: 10,
  limits: { title_length: 1, caption_length: 1, max_bytes: 1, max_seconds: 1, as_of: "2026-11-21", source: "ours" },
  fields: {
    channel: [field("url"), field("lands_within_seconds", "number")],
    credentials: [field("token")],
    post: [field("explicit", "yes-no")],
  },
};

const channel: Channel = {
  id: "chan_1",
  name: "Main",
  platform: "webhook",
  status: "active",
  status_reason: null,
  is_active: true,
  is_default: false,
  content_filters: null,
  posting_schedule: null,
  availability: null,
  settings: { url: "https://stage.example", lands_within_seconds: 30, added_later: [1, 2] },
  default_caption: null,
  default_settings: { explicit: false },
  has_credentials: true,
  credentials_expire_at: null,
  max_per_hour: null,
  health: "good",
  health_sentence: "Publishing works.",
  breaker: null,
  checked_at: null,
  check_trouble: null,
  feed_url: null,
  pending: 0,
  created_at: now.toISOString(),
  created_by: "Mara Lind",
  revision: 3,
};

describe("the end of a sign-in", () => {
  const endingIn = (ms: number) =>
    endingInWords({ ...channel, credentials_expire_at: new Date(now.getTime() + ms).toISOString() }, now);

  it("is warned of from a week before", () => {
    expect(endingIn(8 * DAY)).toBeNull();
    expect(endingIn(3 * DAY + HOUR)).toBe("Sign-in ends in 3 days");
    expect(endingIn(DAY)).toBe("Sign-in ends in 1 day");
    expect(endingIn(5 * HOUR + 4 * MINUTE)).toBe("Sign-in ends in 5 h 4 min");
    expect(endingIn(-MINUTE)).toBe("Sign-in has ended");
  });

  it("is not spoken of where there is none, or where the desk renews it by itself", () => {
    expect(endingInWords(channel, now)).toBeNull();
    const soon = { ...channel, platform: "rehearsal-key", credentials_expire_at: now.toISOString() };
    expect(endingInWords(soon, now)).toBeNull();
  });
});

describe("the form of a channel", () => {
  it("sends what was filled in, the platform's cap unless another is wanted, and no credentials where none were given", () => {
    const draft = newDraft(stage);
    expect(newChannelOf({ ...draft, name: " Main " }, stage)).toEqual({
      platform: "rehearsal-key",
      name: "Main",
      is_default: false,
      settings: {},
      default_caption: null,
      default_settings: {},
      max_per_hour: 10,
    });
    const filled = { ...draft, credentials: { token: " t0ken " }, defaults: { explicit: true }, cap: "" };
    expect(newChannelOf(filled, stage)).toMatchObject({
      credentials: { token: "t0ken" },
      default_settings: { explicit: true },
      max_per_hour: null,
    });
  });

  it("gives back what it was handed, what it has no field for included", () => {
    const draft = draftOf(channel, stage);
    const moved = { ...draft, settings: { ...draft.settings, url: "https://other.example" } };
    expect(changesOf(moved, stage, channel)).toEqual({
      settings: { url: "https://other.example", lands_within_seconds: 30, added_later: [1, 2] },
    });
  });

  it("sends no settings where only the name changes: that would connect a channel that has lost its sign-in", () => {
    const draft = draftOf(channel, stage);
    expect(changesOf({ ...draft, name: "Second" }, stage, channel)).toEqual({ name: "Second" });
    expect(changesOf(draft, stage, channel)).toEqual({});
  });

  it("hands on a number that is none as it was typed, for the desk to say what is wrong with it", () => {
    const draft = { ...draftOf(channel, stage), cap: "many", settings: { lands_within_seconds: "soon" } };
    expect(changesOf(draft, stage, channel)).toMatchObject({
      max_per_hour: "many",
      settings: { lands_within_seconds: "soon" },
    });
  });
});

describe("words of channels", () => {
  it("say where publishing is stopped", () => {
    expect(["all", "platform:rehearsal-key", "platform:gone"].map((scope) => scopeInWords(scope, [stage]))).toEqual([
      "everywhere",
      "on Rehearsal (key)",
      "on gone",
    ]);
  });

  it("say why some failed, and say no more where the cause is not known", () => {
    expect(failedInWords("9", "sign_in_expired")).toBe("9 failed here because its sign-in ended.");
    expect(failedInWords("1", "of_a_later_release")).toBe("1 failed here.");
  });

  it("name every address of a feed", () => {
    expect(feedAddresses("https://desk.example/feeds/c1/rss.xml").map(({ url }) => url)).toEqual([
      "https://desk.example/feeds/c1/rss.xml",
      "https://desk.example/feeds/c1/podcast.xml",
      "https://desk.example/feeds/c1/feed.json",
      "https://desk.example/feeds/c1",
    ]);
  });
});

it("makes a signing secret of 32 bytes, another one each time", () => {
  const [one, other] = [newSigningSecret(), newSigningSecret()];
  expect(one).not.toBe(other);
  expect(atob(one.replace(/^whsec_/, ""))).toHaveLength(32);
});
