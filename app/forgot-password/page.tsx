import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { DoorFrame } from "@/components/access/sign-in/door-frame";
import { ForgotPasswordForm } from "@/components/access/sign-in/forgot-password-form";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { signInWays } from "@/lib/edge/sign-in/sign-in-ways";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function ForgotPassword() {
  // What the settings say is known when the desk runs, not when its pages are built.
  await connection();
  const { mail } = signInWays();
  return (
    <DoorFrame
      title="Forgot your password?"
      lead={
        mail
          ? "Say your address, and a link to set a new one comes by mail."
          : "This desk sends no mail. Ask one of its admins for a link: they make one in the settings, under People, and hand it to you."
      }
    >
      {mail && <ForgotPasswordForm />}
      <Link
        href="/sign-in"
        className={cn(buttonClass({ look: mail ? "ghost" : "plain" }), "h-8.5 w-full justify-center", mail && "mt-2")}
      >
        Back to the sign-in
      </Link>
    </DoorFrame>
  );
}
