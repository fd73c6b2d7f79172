import { route } from "@/lib/edge/rest/route";
import { uploadsDoor } from "@/lib/edge/uploads/door";

export const { GET, PUT, PATCH, DELETE } = route("/api/v1/uploads", ["POST"]);
export const { POST, OPTIONS } = uploadsDoor;
