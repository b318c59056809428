"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface TabItem {
  value: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  items: TabItem[];
  value: string;
  onValueChange: (value: string) => void;
}

export function Tabs({ label, items, value, onValueChange }: TabsProps) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next: string) => onValueChange(next)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Base.List
        aria-label={label}
        className="relative flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2"
      >
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className="h-9 rounded-chip px-2 font-medium whitespace-nowrap text-soft outline-offset-[-2px] hover:text-ink data-active:text-ink"
          >
            {item.label}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width] duration-150 ease-out" />
      </Base.List>
      {items.map((item) => (
        <Base.Panel
          key={item.value}
          value={item.value}
          className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
        >
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
