import { startAtProvider } from "@/lib/edge/sign-in/oidc/doors";
import { configuredProvider } from "@/lib/edge/sign-in/oidc/provider";
import { otherMethods } from "@/lib/edge/rest/route";

export const GET = startAtProvider(configuredProvider);
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET");
