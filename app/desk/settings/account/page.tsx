import type { Metadata } from "next";
import { connection } from "next/server";
import { AccountScreen } from "@/components/access/account/account-screen";
import { signInWays } from "@/lib/edge/sign-in/sign-in-ways";
import { changePasswordAction } from "../actions";

export const metadata: Metadata = { title: "Account" };

export default async function Account() {
  // What the settings say is known when the desk runs, not when its pages are built.
  await connection();
  return <AccountScreen changePassword={changePasswordAction} provider={signInWays().provider} />;
}
