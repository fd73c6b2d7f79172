"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef, type ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** `alertdialog` asks before something that cannot be undone: a click beside it does not close it. */
  readonly role?: "dialog" | "alertdialog";
}

/** A window over the page: focus stays inside, Escape closes it, focus returns to where it came from. */
export function Dialog({ open, onOpenChange, title, description, children, className, role = "dialog" }: DialogProps) {
  const opener = useRef<HTMLElement>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black/35" />
        <Radix.Content
          role={role}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          // Radix gives the focus back to a trigger of its own only, and these windows are opened from anywhere.
          onOpenAutoFocus={() => void (opener.current = whereFocusWas())}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
          onPointerDownOutside={(event) => {
            if (role === "alertdialog") event.preventDefault();
          }}
          className={cn(
            "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-1.5rem)] max-w-md -translate-1/2 animate-rise overflow-y-auto rounded-l border bg-raised p-4 shadow-2 outline-none",
            className,
          )}
        >
          <div className="mb-3 pr-9">
            <Radix.Title className="text-lg font-[620] tracking-[-0.01em]">{title}</Radix.Title>
            {description !== undefined && (
              <Radix.Description className="mt-0.5 text-ink-2">{description}</Radix.Description>
            )}
          </div>
          {children}
          {/* Last, so that the focus begins at what the dialog is for. */}
          <Radix.Close asChild>
            <Button look="ghost" size="icon-s" icon={X} aria-label="Close" className="absolute top-3.5 right-3.5" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The control that has the focus; for an item of a menu, which goes away, the button that opened the menu. */
function whereFocusWas(): HTMLElement | null {
  const active = document.activeElement;
  const button = active?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (button) return document.getElementById(button);
  return active instanceof HTMLElement ? active : null;
}

/** The buttons at a dialog's foot, the one that acts last. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="mt-4 flex flex-wrap items-center justify-end gap-2">{children}</div>;
}
