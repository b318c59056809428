"use client";
import { Switch as Base } from "@base-ui/react/switch";
import { useId } from "react";

interface SwitchProps {
  label: string;
  hint?: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
}

/** Something that is on or off at once. */
export function Switch({ label, hint, checked, onCheckedChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Base.Root
        checked={checked}
        onCheckedChange={onCheckedChange}
        aria-labelledby={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="relative mt-0.5 h-5 w-9 shrink-0 rounded-full border border-line-strong bg-odd transition-colors duration-120 data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-soft transition-transform duration-120 data-checked:translate-x-[18px] data-checked:bg-on-accent" />
      </Base.Root>
      <div className="min-w-0">
        <div id={id} className="font-medium">
          {label}
        </div>
        {hint === undefined ? null : (
          <div id={`${id}-hint`} className="text-soft">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
