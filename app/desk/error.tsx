"use client";

import { BrokenPage, type BrokenProps } from "@/components/shell/broken-notice";

/** The way to every other page of the desk still stands around it. */
export default function DeskErrorScreen(props: BrokenProps) {
  return <BrokenPage {...props} />;
}
