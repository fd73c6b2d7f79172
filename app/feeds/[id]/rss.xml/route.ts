import { otherMethods } from "@/lib/edge/rest/route";
import { rssFeed } from "@/lib/edge/streams/publications";

export { rssFeed as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
