import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="max-w-sm text-center">
        <Mark className="mx-auto mb-5 size-7" />
        <h1 className="text-xl font-[640] tracking-[-0.015em]">Nothing stands at this address</h1>
        <p className="mt-1 mb-5 text-ink-2">It may be cut short, or what was here has gone.</p>
        <Link href="/desk/videos" className={buttonClass()}>
          To the desk
        </Link>
      </div>
    </main>
  );
}
