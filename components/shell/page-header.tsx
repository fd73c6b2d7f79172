import type { ReactNode } from "react";

interface PageHeaderProps {
  readonly children: ReactNode;
}

/** A screen's first line: what it is, and what can be done here. Stays in sight. */
export function PageHeader({ children }: PageHeaderProps) {
  return (
    <header className="sticky top-0 z-20 flex min-h-13.5 flex-wrap items-center gap-2 border-b bg-canvas px-4 py-2.75 wide:px-5">
      {children}
    </header>
  );
}

export function PageTitle({ children }: PageHeaderProps) {
  return <h1 className="mr-2 min-w-0 truncate text-lg font-[620] tracking-[-0.01em]">{children}</h1>;
}
