import { videoPoster } from "@/lib/edge/streams/film";
import { otherMethods } from "@/lib/edge/rest/route";

export { videoPoster as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
