import { cn } from "./cn";

/** The marquee's nine bulbs. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 16 16" className={cn("size-4 fill-bulb", className)}>
      {[2, 8, 14].flatMap((y, row) =>
        [2, 8, 14].map((x, column) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r={2} opacity={(row + column) % 2 === 1 ? 0.45 : 1} />
        )),
      )}
    </svg>
  );
}
