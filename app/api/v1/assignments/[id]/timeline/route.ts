import { route } from "@/lib/edge/rest/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("/api/v1/assignments/{id}/timeline");
