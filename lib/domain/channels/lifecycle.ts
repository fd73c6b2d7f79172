import type { Moves } from "@/lib/core/lifecycle";
import type { ChannelStatus } from "./contract";

export const CHANNEL_MOVES = {
  pause: { from: ["active", "needs_reconnecting", "disabled"], to: "paused" },
  resume: { from: ["paused"], to: "active" },
  /** The platform no longer takes its credentials. */
  expire: { from: ["active", "paused"], to: "needs_reconnecting" },
  /** The receiver wants to hear nothing more. */
  disable: { from: ["active", "paused"], to: "disabled" },
  /** Given fresh credentials, or a new address. */
  connect: { from: ["needs_reconnecting", "disabled"], to: "active" },
} as const satisfies Moves<ChannelStatus>;

export type ChannelMove = keyof typeof CHANNEL_MOVES;
