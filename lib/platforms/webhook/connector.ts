import type { Connector } from "../contract";

export const connector = {} as Connector;
