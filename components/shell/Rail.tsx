"use client";
import { Activity, Blocks, Server, Workflow } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "@/components/ui/classes";
import { Logo } from "./Logo";
import { ThemeMenu } from "./ThemeMenu";

const PLACES = [
  { href: "/runs", label: "Runs", icon: Activity },
  { href: "/workflows", label: "Workflows", icon: Workflow },
  { href: "/tasks", label: "Tasks", icon: Blocks },
  { href: "/workers", label: "Workers", icon: Server },
] as const;

/** The four places: at the left, or as a bar below on a phone. */
export function Rail() {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="z-30 flex shrink-0 border-line bg-panel max-sm:order-last max-sm:h-14 max-sm:border-t max-sm:pb-[env(safe-area-inset-bottom)] sm:w-18 sm:flex-col sm:items-center sm:border-r"
    >
      <Link
        href="/runs"
        aria-label="Espalier"
        className="grid size-12 place-items-center text-ink max-sm:hidden"
      >
        <Logo className="size-6" />
      </Link>
      <ul className="flex gap-1 max-sm:w-full max-sm:items-center max-sm:justify-around max-sm:px-2 sm:flex-col sm:px-1 sm:pt-1">
        {PLACES.map(({ href, label, icon: Icon }) => {
          const here = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={classes(
                  "flex h-12 w-16 flex-col items-center justify-center gap-1 rounded-control text-[11px] leading-none font-medium transition-colors duration-120",
                  here ? "bg-hover text-ink" : "text-soft hover:bg-hover hover:text-ink",
                )}
              >
                <Icon className="size-4.5" strokeWidth={here ? 2.25 : 1.75} aria-hidden />
                {label}
              </Link>
            </li>
          );
        })}
        <li className="sm:hidden">
          <ThemeMenu inBar />
        </li>
      </ul>
      <div className="mt-auto mb-2 max-sm:hidden">
        <ThemeMenu />
      </div>
    </nav>
  );
}
