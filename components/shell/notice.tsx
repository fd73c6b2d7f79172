import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  /** Something broke while somebody was looking: read out at once. */
  readonly alert?: boolean;
}

/** A whole page that has only one thing to say, and the way on. Needs nothing around it. */
export function Notice({ title, children, actions, alert = false }: NoticeProps) {
  return (
    <div className="grid flex-1 place-items-center p-6">
      <div role={alert ? "alert" : undefined} className="max-w-sm text-center">
        <Mark className="mx-auto mb-5 size-7" />
        <h1 className="text-xl font-[640] tracking-[-0.015em]">{title}</h1>
        <p className="mt-1 mb-5 text-ink-2">{children}</p>
        <div className="flex flex-wrap justify-center gap-2">{actions}</div>
      </div>
    </div>
  );
}
