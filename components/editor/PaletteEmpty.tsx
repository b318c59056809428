import { Blocks } from "lucide-react";
import { Button } from "@/components/ui/Button";

interface PaletteEmptyProps {
  isLoading: boolean;
  isAway: boolean;
  hasTasks: boolean;
  hasItems: boolean;
  onClear: () => void;
}

/** Why there is nothing to pick, and what to do. */
export function PaletteEmpty({
  isLoading,
  isAway,
  hasTasks,
  hasItems,
  onClear,
}: PaletteEmptyProps) {
  if (isLoading) return <p className="px-2 py-3 text-soft">Asking for the tasks …</p>;
  if (isAway)
    return (
      <p className="px-2 py-3 text-soft">
        The tasks could not be read. Check that Espalier is running; they are asked for again every
        15 s.
      </p>
    );
  if (!hasTasks)
    return (
      <p className="flex gap-2 px-2 py-3 text-soft">
        <Blocks className="size-4 shrink-0" aria-hidden />
        No worker has offered a task yet. Start a worker; its tasks appear here.
      </p>
    );
  if (hasItems) return null;
  return (
    <div className="flex flex-col items-start gap-2 px-2 py-3 text-soft">
      No task fits what you typed.
      <Button size="compact" onClick={onClear}>
        Show all tasks
      </Button>
    </div>
  );
}
