"use client";
import { Check, Monitor, Moon, Sun, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { Menu } from "@/components/ui/Menu";

const THEMES = [
  { value: "system", label: "As the system", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

export function ThemeMenu() {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      side="right"
      trigger={
        <button
          type="button"
          aria-label="Theme"
          className="grid size-10 place-items-center rounded-control text-soft hover:bg-hover hover:text-ink"
        >
          <SunMoon className="size-4.5" strokeWidth={1.75} aria-hidden />
        </button>
      }
      entries={THEMES.map(({ value, label, icon }) => ({
        label,
        icon,
        onSelect: () => setTheme(value),
        ...(theme === value ? { aside: <Check className="size-4" aria-label="chosen" /> } : {}),
      }))}
    />
  );
}
