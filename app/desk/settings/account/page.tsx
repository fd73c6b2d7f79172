import type { Metadata } from "next";
import { AccountScreen } from "@/components/access/account/account-screen";
import { changePasswordAction } from "../actions";

export const metadata: Metadata = { title: "Account" };

export default function Account() {
  return <AccountScreen changePassword={changePasswordAction} />;
}
