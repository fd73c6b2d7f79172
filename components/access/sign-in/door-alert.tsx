import { TriangleAlert } from "lucide-react";

/** Why it did not work, in a sentence. Stands there empty before, so that what comes is read out. */
export function DoorAlert({ message }: { readonly message: string | undefined }) {
  return (
    <div role="alert" className="empty:hidden">
      {message !== undefined && (
        <p className="flex animate-fade items-start gap-2 rounded-s bg-failed-soft px-2.5 py-2 text-failed">
          <TriangleAlert aria-hidden size={15} strokeWidth={1.8} className="mt-0.5" />
          {message}
        </p>
      )}
    </div>
  );
}
