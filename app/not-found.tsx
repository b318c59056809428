import Link from "next/link";
import { TopBar } from "@/components/shell/TopBar";
import { buttonClasses } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";

export default function NotFound() {
  return (
    <>
      <TopBar crumbs={[{ label: "Not found" }]} />
      <EmptyState
        title="There is nothing at this address"
        action={
          <Link href="/runs" className={buttonClasses("primary")}>
            See all runs
          </Link>
        }
      >
        The link is old or was typed with a slip. Runs, workflows, tasks and workers are one click
        away in the bar.
      </EmptyState>
    </>
  );
}
