import { signedDownload } from "@/lib/edge/film";
import { otherMethods } from "@/lib/edge/route";

export { signedDownload as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
