import { auditExport } from "@/lib/edge/streams/audit-export";
import { otherMethods } from "@/lib/edge/rest/route";

export { auditExport as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
