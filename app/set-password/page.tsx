import type { Metadata } from "next";
import { SetPasswordScreen } from "@/components/access/sign-in/set-password-screen";

/** The address of this page holds a secret: nobody it links to is told where the visitor came from. */
export const metadata: Metadata = { title: "Set a password", referrer: "no-referrer", robots: { index: false } };

export default function SetPassword() {
  return <SetPasswordScreen />;
}
