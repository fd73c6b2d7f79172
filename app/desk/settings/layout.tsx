import type { ReactNode } from "react";
import { SettingsFrame } from "@/components/access/settings/settings-frame";

export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return <SettingsFrame>{children}</SettingsFrame>;
}
