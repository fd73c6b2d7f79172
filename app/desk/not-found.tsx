import type { Metadata } from "next";
import Link from "next/link";
import { Notice } from "@/components/shell/notice";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Nothing here" };

export default function DeskNotFound() {
  return (
    <Notice
      title="Nothing on the desk stands at this address"
      actions={
        <Link href="/desk/videos" className={buttonClass()}>
          All videos
        </Link>
      }
    >
      It may be cut short, or what was here has gone.
    </Notice>
  );
}
