import { videoPoster } from "@/lib/edge/film";
import { otherMethods } from "@/lib/edge/route";

export { videoPoster as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
