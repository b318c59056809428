"use client";
import { Check, Copy, Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { IconButton } from "@/components/ui/Button";

interface CopyButtonProps {
  /** Accessible name: what is copied. */
  label: string;
  /** Asked when it is pressed. */
  text: () => string;
  icon?: "copy" | "link";
  className?: string;
}

const SAID_MS = 1_500;

/** Copies a text, and says so in its place. */
export function CopyButton({ label, text, icon = "copy", className }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    void writeText(text()).then(
      () => setCopied(true),
      () => toast.error("The browser does not let this page copy. Select the text instead."),
    );
  };
  const Icon = icon === "link" ? Link2 : Copy;
  return (
    <IconButton
      label={isCopied ? "Copied" : label}
      size="compact"
      onClick={copy}
      {...(className === undefined ? {} : { className })}
    >
      {isCopied ? <Check /> : <Icon />}
    </IconButton>
  );
}

/** A page that is not served safely has no clipboard at all. */
async function writeText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
