import { otherMethods } from "@/lib/edge/rest/route";
import { proofPdf } from "@/lib/edge/streams/proof";

export { proofPdf as GET };
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET, HEAD");
