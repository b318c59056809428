import Link from "next/link";
import { Fragment } from "react";
import type { ReactNode } from "react";
import { CommandButton } from "@/components/command/CommandButton";
import { ConnectionMark } from "./ConnectionMark";

export interface Crumb {
  label: ReactNode;
  /** Absent on the last: where one is. */
  href?: string;
}

interface TopBarProps {
  crumbs: Crumb[];
  /** Buttons of the page, at the right. */
  children?: ReactNode;
}

/** The bar over each page: where one is, how the page stands to the server, what one can do. */
export function TopBar({ crumbs, children }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-panel px-4 max-sm:gap-1.5 max-sm:px-3">
      <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
        <ol className="flex items-center gap-2">
          {crumbs.map((crumb, index) => (
            <Fragment key={crumb.href ?? index}>
              {index === 0 ? null : (
                <li aria-hidden className="text-faint max-sm:hidden">
                  /
                </li>
              )}
              {crumb.href === undefined ? (
                <li className="min-w-0 truncate">
                  <h1 className="truncate text-title font-semibold" aria-current="page">
                    {crumb.label}
                  </h1>
                </li>
              ) : (
                <li className="max-sm:hidden">
                  <Link
                    href={crumb.href}
                    className="rounded-chip text-title text-soft hover:text-ink"
                  >
                    {crumb.label}
                  </Link>
                </li>
              )}
            </Fragment>
          ))}
        </ol>
      </nav>
      <ConnectionMark />
      <CommandButton />
      {children}
    </header>
  );
}
