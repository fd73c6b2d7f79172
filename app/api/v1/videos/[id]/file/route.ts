import { videoFile } from "@/lib/edge/film";
import { otherMethods } from "@/lib/edge/route";

export { videoFile as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
