import type { PlatformId } from "./cards";
import type { Connector } from "./contract";

/** Each connector loads when a worker first needs it; a card without a connector fails to compile. */
const LOADERS = {
  feed: async () => (await import("./feed/connector")).connector,
  webhook: async () => (await import("./webhook/connector")).connector,
  "rehearsal-key": async () => (await import("./rehearsal/connector")).connectors.key,
  "rehearsal-handle": async () => (await import("./rehearsal/connector")).connectors.handle,
  "rehearsal-search": async () => (await import("./rehearsal/connector")).connectors.search,
  "rehearsal-hand": async () => (await import("./rehearsal/connector")).connectors.hand,
  "rehearsal-flip": async () => (await import("./rehearsal/connector")).connectors.flip,
} satisfies Record<PlatformId, () => Promise<Connector>>;

export const connectorFor = (platform: PlatformId): Promise<Connector> => LOADERS[platform]();
