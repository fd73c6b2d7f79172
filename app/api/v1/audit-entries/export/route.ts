import { auditExport } from "@/lib/edge/audit-export";
import { otherMethods } from "@/lib/edge/route";

export { auditExport as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
