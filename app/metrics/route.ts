import { metrics } from "@/lib/edge/metrics";
import { otherMethods } from "@/lib/edge/route";

export { metrics as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
