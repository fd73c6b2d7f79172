import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeNext } from "@/components/access/sign-in";
import { SignInForm } from "@/components/access/sign-in-form";
import { Mark } from "@/components/ui/mark";
import { currentPerson } from "@/lib/edge/session";

export const metadata: Metadata = { title: "Sign in" };

interface SignInProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export default async function SignIn({ searchParams }: SignInProps) {
  const asked = (await searchParams)["next"];
  const next = safeNext(typeof asked === "string" ? asked : undefined);
  if ((await currentPerson()) !== null) redirect(next);
  return (
    <main className="relative grid min-h-dvh place-items-center px-4 py-10">
      <div aria-hidden className="absolute inset-0 bulb-ground" />
      <div className="relative w-full max-w-86 rounded-l border bg-surface p-6 shadow-2">
        <Mark className="mb-5 size-7" />
        <h1 className="text-xl font-[640] tracking-[-0.015em]">Sign in to Marquee</h1>
        <p className="mt-0.5 mb-5 text-ink-2">The distribution desk for finished videos.</p>
        <SignInForm next={next} />
      </div>
    </main>
  );
}
