import { metrics } from "@/lib/edge/operators/metrics";
import { otherMethods } from "@/lib/edge/rest/route";

export { metrics as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
