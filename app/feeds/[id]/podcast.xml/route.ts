import { otherMethods } from "@/lib/edge/rest/route";
import { podcastFeed } from "@/lib/edge/streams/publications";

export { podcastFeed as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
