import Link from "next/link";
import { buttonClasses } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";

export function RunMissing({ runId }: { runId: string }) {
  return (
    <EmptyState
      title="There is no such run"
      action={
        <Link href="/runs" className={buttonClasses("primary")}>
          See all runs
        </Link>
      }
    >
      <span className="font-mono text-meta">{runId}</span> was removed, has expired, or the address
      is wrong.
    </EmptyState>
  );
}
