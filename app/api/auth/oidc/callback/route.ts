import { returnFromProvider } from "@/lib/edge/oidc";
import { configuredProvider } from "@/lib/edge/oidc-provider";
import { otherMethods } from "@/lib/edge/route";

export const GET = returnFromProvider(configuredProvider);
export const { POST, PUT, PATCH, DELETE } = otherMethods("GET");
