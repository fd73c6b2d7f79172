import { framed } from "@/lib/edge/frame";
import { otherMethods } from "@/lib/edge/rest/route";

/** The web process answers; nothing more is promised. */
export const GET = framed(async () => Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } }));
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
