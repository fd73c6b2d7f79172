import { nothingHere } from "@/lib/edge/rest/route";

export { nothingHere as GET, nothingHere as POST, nothingHere as PUT, nothingHere as PATCH, nothingHere as DELETE };
