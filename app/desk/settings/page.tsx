import type { Metadata } from "next";
import { SettingsScreen } from "@/components/access/settings-screen";
import { createApiKeyAction, revokeApiKeyAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default function Settings() {
  return <SettingsScreen keyActions={{ create: createApiKeyAction, revoke: revokeApiKeyAction }} />;
}
