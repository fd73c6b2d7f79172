import { Refusal } from "@/lib/core/refusal";

/** For a worker only: somebody else has it, and whatever this one still does touches nothing. */
export const takenOver = () => new Refusal("conflict", "taken_over", "Somebody else has taken this over.");

export const notUnconfirmed = (status: string) =>
  new Refusal("conflict", "invalid_state_transition", `This is ${status}: there is nothing to settle.`, { status });

export const cannotLook = (platform: string) =>
  new Refusal(
    "conflict",
    "cannot_look",
    `${platform} cannot be looked into. Look yourself, and say whether it is there.`,
  );

export const mayStillLand = (until: Date) =>
  new Refusal(
    "conflict",
    "may_still_land",
    "It may still appear on the platform. Say that it is not there once that time has passed.",
    {
      until: until.toISOString(),
    },
  );

export const publishClosed = (status: string) =>
  new Refusal("conflict", "invalid_state_transition", `This is ${status}: it cannot be published now.`, { status });
