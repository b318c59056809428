"use client";
import { TopBar } from "@/components/shell/TopBar";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";

interface PageErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function PageError({ error, reset }: PageErrorProps) {
  return (
    <>
      <TopBar crumbs={[{ label: "Something broke" }]} />
      <EmptyState
        title="This page could not be drawn"
        action={
          <Button variant="primary" onClick={reset}>
            Draw it again
          </Button>
        }
      >
        Runs are not touched by this; they go on. If it happens again, please report it with these
        words: <code className="font-mono text-meta">{error.digest ?? error.message}</code>
      </EmptyState>
    </>
  );
}
