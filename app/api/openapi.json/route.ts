import { otherMethods } from "@/lib/edge/rest/route";
import { description } from "@/lib/edge/streams/reference";

export { description as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET");
