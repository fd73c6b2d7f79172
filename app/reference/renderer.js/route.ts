import { referenceScript } from "@/lib/edge/reference";
import { otherMethods } from "@/lib/edge/route";

export { referenceScript as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET");
