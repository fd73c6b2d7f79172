import { cn } from "./cn";

/** A quiet stand-in of the same shape as what is on its way. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={cn("block animate-breathe rounded-s bg-ink/7", className)} />;
}
