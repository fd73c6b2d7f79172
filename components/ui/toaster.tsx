"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { Toaster as Sonner } from "sonner";

/** News that passes: what was done, or why it was not. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      mobileOffset={{ bottom: 72 }}
      icons={{
        success: <CircleCheck aria-hidden size={16} className="text-published" />,
        error: <TriangleAlert aria-hidden size={16} className="text-failed" />,
      }}
      toastOptions={{
        unstyled: true,
        duration: 6000,
        classNames: {
          toast:
            "flex w-full items-center gap-2.5 rounded-m border border-line bg-raised px-3 py-2.5 text-base text-ink shadow-2 wide:w-[356px] font-sans",
          title: "font-[520]",
          description: "text-ink-2",
          content: "min-w-0 flex-1",
          actionButton: "shrink-0 rounded-s border border-line-strong px-2 h-6.5 text-sm font-[520]",
        },
      }}
    />
  );
}
