import type { Metadata } from "next";
import Link from "next/link";
import { Notice } from "@/components/shell/notice";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh">
      <Notice
        title="Nothing stands at this address"
        actions={
          <Link href="/desk/videos" className={buttonClass()}>
            To the desk
          </Link>
        }
      >
        It may be cut short, or what was here has gone.
      </Notice>
    </main>
  );
}
