import { referenceScript } from "@/lib/edge/streams/reference";
import { otherMethods } from "@/lib/edge/rest/route";

export { referenceScript as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET");
