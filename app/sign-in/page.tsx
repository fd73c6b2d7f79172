import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DoorFrame } from "@/components/access/sign-in/door-frame";

import { sentenceOfSignInError } from "@/components/access/sign-in/sign-in-errors";
import { SignInForm } from "@/components/access/sign-in/sign-in-form";
import { safeNext } from "@/lib/core/safe-next";
import { currentPerson } from "@/lib/edge/sign-in/session";
import { signInWays } from "@/lib/edge/sign-in/sign-in-ways";

export const metadata: Metadata = { title: "Sign in" };

interface SignInProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export default async function SignIn({ searchParams }: SignInProps) {
  const asked = await searchParams;
  const text = (name: string) => (typeof asked[name] === "string" ? asked[name] : undefined);
  const next = safeNext(text("next"));
  if ((await currentPerson()) !== null) redirect(next);
  return (
    <DoorFrame title="Sign in to Marquee" lead="The distribution desk for finished videos.">
      <SignInForm next={next} refusal={sentenceOfSignInError(text("error"))} provider={signInWays().provider} />
    </DoorFrame>
  );
}
