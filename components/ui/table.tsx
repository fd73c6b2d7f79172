import type { ComponentProps } from "react";
import { cn } from "./cn";

/** For cells that a narrow window leaves out, and for those that only a roomy one shows. */
export const WIDE = "max-wide:hidden";
export const ROOMY = "max-roomy:hidden";

/** A dense table with hairlines; its head stays in sight. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={cn("w-full border-collapse", className)} {...rest} />;
}

export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "sticky top-0 z-10 border-b bg-canvas px-2.5 py-2 text-left text-xs font-[520] whitespace-nowrap text-ink-3",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("border-b px-2.5 py-1.75 align-middle", className)} {...rest} />;
}
