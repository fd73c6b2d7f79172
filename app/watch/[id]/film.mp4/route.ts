import { otherMethods } from "@/lib/edge/rest/route";
import { publishedFilm } from "@/lib/edge/streams/publications";

export { publishedFilm as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
