import type { Moves } from "@/lib/core/lifecycle";
import type { ChannelStatus } from "./contract";

export const CHANNEL_MOVES = {
  pause: { from: ["active"], to: "paused" },
  resume: { from: ["paused"], to: "active" },
  /** The platform no longer takes its credentials. */
  expire: { from: ["active", "paused"], to: "needs_reconnecting" },
  /** The receiver wants to hear nothing more. */
  disable: { from: ["active", "paused"], to: "disabled" },
  /** Given fresh credentials. */
  connect: { from: ["needs_reconnecting", "disabled"], to: "active" },
  /** Given another address. */
  readdress: { from: ["disabled"], to: "active" },
} as const satisfies Moves<ChannelStatus>;

export type ChannelMove = keyof typeof CHANNEL_MOVES;
