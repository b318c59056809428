"use client";
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { api } from "@/components/api/client";
import { formatBytes } from "@/core/format";

/** Said over every page while new runs are refused because Redis is nearly full. */
export function MemoryBanner() {
  const { data } = useQuery({
    queryKey: ["system"],
    queryFn: () => api.system.status.query(),
    refetchInterval: 10_000,
  });
  if (!data?.memory.refusesRuns) return null;
  const { usedBytes, maxBytes } = data.memory;
  return (
    <div
      role="status"
      className="state-retrying flex shrink-0 items-start gap-2 border-b border-line bg-state-ground px-4 py-2 max-sm:px-3"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-state" aria-hidden />
      <p className="min-w-0">
        <span className="font-medium">Redis is nearly full: new runs are refused.</span>{" "}
        <span className="text-soft">
          It uses {formatBytes(usedBytes)} of {formatBytes(maxBytes ?? 0)}. Runs under way finish.
          Remove or unpin runs, or give Redis more memory (maxmemory).
        </span>
      </p>
    </div>
  );
}
