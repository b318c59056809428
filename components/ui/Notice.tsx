import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  title: string;
  /** What to do next. */
  children: ReactNode;
  action?: ReactNode;
}

/** Something went wrong: what, with what, and what to do. */
export function Notice({ title, children, action }: NoticeProps) {
  return (
    <div
      role="alert"
      className="state-failed flex items-start gap-3 rounded-card border border-state/40 bg-state-ground p-3"
    >
      <OctagonX className="mt-0.5 size-4 shrink-0 text-state" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="break-words text-soft">{children}</p>
      </div>
      {action}
    </div>
  );
}
