"use client";
import { Check, Monitor, Moon, Sun, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { classes } from "@/components/ui/classes";
import { Menu } from "@/components/ui/Menu";

const THEMES = [
  { value: "system", label: "As the system", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

/** Light, dark or as the system: an icon on the rail, one of the places of the bar on a phone. */
export function ThemeMenu({ inBar = false }: { inBar?: boolean }) {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      side={inBar ? "top" : "right"}
      trigger={
        <button
          type="button"
          aria-label="Theme"
          className={classes(
            "flex flex-col items-center justify-center gap-1 rounded-control text-[11px] leading-none font-medium text-soft hover:bg-hover hover:text-ink",
            inBar ? "h-12 w-16" : "size-10",
          )}
        >
          <SunMoon className="size-4.5" strokeWidth={1.75} aria-hidden />
          {inBar ? "Theme" : null}
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
