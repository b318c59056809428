"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { usePortalContainer } from "./landmark";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string> {
  label: string;
  options: readonly SelectOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
}

export function Select<Value extends string>({
  label,
  options,
  value,
  onValueChange,
}: SelectProps<Value>) {
  const container = usePortalContainer();
  return (
    <Base.Root
      items={[...options]}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger
        aria-label={label}
        className="flex h-8 min-w-32 items-center justify-between gap-2 rounded-control border border-line bg-panel pr-2 pl-3 select-none hover:border-line-strong data-popup-open:border-line-strong"
      >
        <Base.Value />
        <ChevronDown className="size-4 text-faint" aria-hidden />
      </Base.Trigger>
      <Base.Portal container={container}>
        <Base.Positioner
          sideOffset={4}
          alignItemWithTrigger={false}
          className="z-60 outline-none select-none"
        >
          <Base.Popup className="min-w-(--anchor-width) rounded-card border border-line bg-panel p-1 shadow-float outline-none">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="flex h-8 cursor-default items-center gap-2 rounded-chip pr-3 pl-2 outline-none data-highlighted:bg-hover"
                >
                  <span className="size-4">
                    <Base.ItemIndicator>
                      <Check className="size-4" aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
