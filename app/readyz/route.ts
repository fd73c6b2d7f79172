import { readiness } from "@/lib/edge/operators/readiness";
import { otherMethods } from "@/lib/edge/rest/route";

export { readiness as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
