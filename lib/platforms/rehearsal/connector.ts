import type { Connector } from "../contract";

export const connectors = {} as Record<"key" | "handle" | "search" | "hand" | "flip", Connector>;
