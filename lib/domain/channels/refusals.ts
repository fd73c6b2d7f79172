import { Refusal } from "@/lib/core/refusal";
import type { ChannelStatus } from "./contract";
import type { ChannelMove } from "./lifecycle";

export const channelNotFound = (id: string) =>
  new Refusal("not_found", "channel_not_found", "There is no such channel.", { id });

export const unsupportedPlatform = (platform: string) =>
  new Refusal("invalid", "unsupported_platform", "This desk publishes to no such platform.", {
    platform,
    fields: { platform: ["GET /api/v1/platforms lists those that there are."] },
  });

export const channelCannotMove = (status: ChannelStatus, move: ChannelMove) =>
  new Refusal(
    "conflict",
    "invalid_state_transition",
    `A channel that is ${status.replaceAll("_", " ")} cannot ${move}. Look again.`,
    { status, move },
  );

export const channelBusy = (publishing: number) =>
  new Refusal(
    "conflict",
    "channel_busy",
    publishing === 1
      ? "Something is going out through it at this moment. Pause it, and remove it once that has ended."
      : `${publishing} videos are going out through it at this moment. Pause it, and remove it once they have ended.`,
    { publishing },
  );

export const stopNotFound = (scope: string) =>
  new Refusal("not_found", "stop_not_found", "No such switch is thrown.", { scope });

export const wrongField = (field: string, sentence: string) =>
  new Refusal("invalid", "invalid_request", "Some fields need another look.", { fields: { [field]: [sentence] } });

/** Says nothing of the address itself, which may hold a secret. */
export const addressRefused = (text: string) =>
  wrongField(
    "settings.url",
    /^http:/i.test(text.trim())
      ? "This has to begin with https://."
      : "The desk does not go there: give https on port 443 of a public address, without a user name, or have the host put into OUTBOUND_ALLOW.",
  );

export const channelUnsettled = (open: number) =>
  new Refusal(
    "conflict",
    "channel_busy",
    "Something that was sent through it is not settled yet, and can only be looked for where it was sent. Settle it first; then the settings can be changed.",
    { open },
  );
