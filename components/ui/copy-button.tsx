"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { Button, type ButtonLook } from "./button";

interface CopyButtonProps extends ButtonLook {
  readonly text: string;
  /** What is copied, for the button's name: `Copy checksum`. */
  readonly what: string;
  /** Shows the words beside the icon. */
  readonly labelled?: boolean;
}

export function CopyButton({
  text,
  what,
  labelled = false,
  look = "ghost",
  size = labelled ? "s" : "icon-s",
}: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error("This browser does not let the page copy. Select the text and copy it by hand.");
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <Button
      look={look}
      size={size}
      onClick={() => void copy()}
      {...(labelled ? {} : { "aria-label": `Copy ${what}`, title: `Copy ${what}` })}
    >
      <Icon aria-hidden size={13} strokeWidth={1.8} className={copied ? "text-published" : undefined} />
      {labelled && (copied ? "Copied" : `Copy ${what}`)}
      <output className="sr-only">{copied && !labelled ? "Copied" : ""}</output>
    </Button>
  );
}
