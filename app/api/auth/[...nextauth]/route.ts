import { authHandler } from "@/lib/edge/session";

export { authHandler as GET, authHandler as POST };
