import type { Connector } from "../contract";
import { watchPath } from "./addresses";

/**
 * The desk is its own platform here: nothing is sent anywhere. That the assignment is published makes the
 * entry visible, and its id is the entry's for good, so publishing it again changes nothing.
 */
export const connector: Connector = {
  check: async () => ({ kind: "fine", sentence: "The feed can be read. Nothing has to be connected for it." }),
  prepare: async () => ({ kind: "ready", bookmark: {} }),
  send: async ({ assignmentId }, _account, { deskUrl }) => live(assignmentId, deskUrl),
  watch: async (remoteId, _account, { deskUrl }) => live(remoteId, deskUrl),
};

const live = (assignmentId: string, deskUrl: string) =>
  ({ kind: "live", remoteId: assignmentId, url: `${deskUrl}${watchPath(assignmentId)}` }) as const;
