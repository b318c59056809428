"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { errorText } from "@/components/api/client";
import { Button, buttonClasses } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { TopBar } from "./TopBar";

export interface ListPageProps {
  /** Of what there is a list: "Runs". */
  title: string;
  /** Beside the way to a new workflow. */
  menu: ReactNode;
  search: { value: string; onChange: (text: string) => void };
  /** Beside the search. */
  filters: ReactNode;
  /** There is nothing, and nothing is looked for: a filter would only be in the way. */
  isBare: boolean;
  error: unknown;
  onTryAgain: () => void;
  children: ReactNode;
}

/** A page that is a list with its search: the head, the filters, and word when the list cannot be read. */
export function ListPage(props: ListPageProps) {
  const { title, menu, search, filters, isBare, error, onTryAgain, children } = props;
  return (
    <>
      <TopBar crumbs={[{ label: title }]}>
        {menu}
        <Link href="/workflows/new" className={buttonClasses("primary")}>
          <Plus aria-hidden />
          New workflow
        </Link>
      </TopBar>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-4 p-6 max-sm:p-3">
          {isBare ? null : (
            <div className="flex flex-wrap gap-2">
              <SearchField
                label="Search by name or id"
                value={search.value}
                onValueChange={search.onChange}
                className="max-w-72 min-w-48 flex-1"
              />
              {filters}
            </div>
          )}
          {error === null ? null : (
            <Notice
              title={`The ${title.toLowerCase()} cannot be read`}
              action={<Button onClick={onTryAgain}>Try again</Button>}
            >
              {errorText(error)}
            </Notice>
          )}
          {children}
        </div>
      </div>
    </>
  );
}
