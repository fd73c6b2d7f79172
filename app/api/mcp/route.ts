import { mcpAddress } from "@/lib/edge/mcp/http";

export const { GET, POST, PUT, PATCH, DELETE } = mcpAddress();
