import { openApiDocument } from "@/lib/edge/openapi/document";
import { framed } from "@/lib/edge/frame";
import { otherMethods } from "@/lib/edge/rest/route";

export const GET = framed(async () => Response.json(openApiDocument(), { headers: { "cache-control": "no-cache" } }));

export const { POST, PUT, PATCH, DELETE } = otherMethods("GET");
