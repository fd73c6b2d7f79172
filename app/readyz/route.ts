import { readiness } from "@/lib/edge/readiness";
import { otherMethods } from "@/lib/edge/route";

export { readiness as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
