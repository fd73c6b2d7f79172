import { otherMethods } from "@/lib/edge/rest/route";
import { publishedPoster } from "@/lib/edge/streams/publications";

export { publishedPoster as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
