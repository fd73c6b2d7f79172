import { otherMethods } from "@/lib/edge/rest/route";
import { publishedPlayer } from "@/lib/edge/streams/publications";

export { publishedPlayer as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
