import { otherMethods } from "@/lib/edge/rest/route";
import { jsonFeedFile } from "@/lib/edge/streams/publications";

export { jsonFeedFile as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
