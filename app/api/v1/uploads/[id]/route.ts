import { route } from "@/lib/edge/rest/route";
import { uploadDoor } from "@/lib/edge/uploads/door";

export const { GET, POST, PUT } = route("/api/v1/uploads/{id}", ["PATCH", "DELETE"]);
export const { HEAD, PATCH, DELETE, OPTIONS } = uploadDoor;
