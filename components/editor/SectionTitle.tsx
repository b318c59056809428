import type { ReactNode } from "react";

/** The heading of a part of a side panel. */
export function SectionTitle({ children, level = 3 }: { children: ReactNode; level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <Heading className="flex h-8 items-center text-meta font-semibold tracking-wide text-soft">
      {children}
    </Heading>
  );
}
