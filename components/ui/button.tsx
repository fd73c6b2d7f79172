import { LoaderCircle, type LucideIcon } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const LOOKS = {
  plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
  primary: "border-ink bg-ink text-ink-on hover:bg-ink/88",
  ghost: "border-transparent text-ink-2 hover:bg-ink/6 hover:text-ink",
  danger: "border-failed bg-failed text-ink-on hover:bg-failed/90",
} as const;

const SIZES = {
  m: "h-7.5 gap-1.5 px-2.75",
  s: "h-6.5 gap-1.25 px-2.25 text-sm",
  icon: "size-7.5 justify-center",
  "icon-s": "size-6 justify-center",
} as const;

export interface ButtonLook {
  readonly look?: keyof typeof LOOKS;
  readonly size?: keyof typeof SIZES;
}

export function buttonClass({ look = "plain", size = "m" }: ButtonLook = {}): string {
  return cn(
    "inline-flex shrink-0 items-center rounded-s border font-[520] whitespace-nowrap transition-colors duration-120 select-none",
    "disabled:pointer-events-none disabled:opacity-55 aria-disabled:opacity-55",
    LOOKS[look],
    SIZES[size],
  );
}

type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    readonly icon?: LucideIcon;
    /** Work is under way: the icon turns and further presses do nothing. */
    readonly busy?: boolean;
    /** Lends the look to the one child, for instance a link. */
    readonly asChild?: boolean;
  };

export function Button({ look, size, icon, busy = false, asChild = false, className, children, ...rest }: ButtonProps) {
  const classes = cn(buttonClass({ ...(look && { look }), ...(size && { size }) }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  const Icon = busy ? LoaderCircle : icon;
  const pixels = size === "s" ? 13 : 15;
  return (
    <button type="button" className={classes} disabled={busy} aria-busy={busy || undefined} {...rest}>
      {Icon && <Icon aria-hidden size={pixels} strokeWidth={1.8} className={busy ? "animate-spin" : undefined} />}
      {children}
    </button>
  );
}
