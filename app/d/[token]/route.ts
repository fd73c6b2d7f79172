import { signedDownload } from "@/lib/edge/streams/film";
import { otherMethods } from "@/lib/edge/rest/route";

export { signedDownload as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
