import { videoFile } from "@/lib/edge/streams/film";
import { otherMethods } from "@/lib/edge/rest/route";

export { videoFile as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
