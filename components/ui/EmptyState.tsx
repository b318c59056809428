import type { ReactNode } from "react";

interface EmptyStateProps {
  /** One sentence that teaches. */
  children: ReactNode;
  /** One button. */
  action?: ReactNode;
  title?: string;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-4 px-6 py-16 text-center">
      {title === undefined ? null : <h2 className="text-title font-semibold">{title}</h2>}
      <p className="text-soft text-pretty">{children}</p>
      {action}
    </div>
  );
}
