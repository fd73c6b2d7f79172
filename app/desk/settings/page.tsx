import type { Metadata } from "next";
import { SettingsScreen } from "@/components/access/settings-screen";

export const metadata: Metadata = { title: "Settings" };

export default function Settings() {
  return <SettingsScreen />;
}
