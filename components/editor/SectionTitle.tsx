import type { ReactNode } from "react";

/** The heading of a part of a side panel. */
export function SectionTitle({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex h-8 items-center justify-between">
      <h3 className="text-meta font-semibold tracking-wide text-soft">{children}</h3>
      {aside}
    </div>
  );
}
