import { authHandler } from "@/lib/edge/sign-in/session";

export { authHandler as GET, authHandler as POST, authHandler as PUT, authHandler as PATCH, authHandler as DELETE };
