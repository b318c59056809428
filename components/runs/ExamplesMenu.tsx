"use client";
import { ChevronDown, Play } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { Menu } from "@/components/ui/Menu";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { useSubmit } from "./use-submit";

/** Ready workflows that run at a click. */
export function ExamplesMenu() {
  const [busy, submit] = useSubmit();
  return (
    <Menu
      trigger={
        <Button disabled={busy} className="max-sm:hidden">
          Examples
          <ChevronDown aria-hidden />
        </Button>
      }
      entries={EXAMPLE_WORKFLOWS.map(({ title, workflow }) => ({
        label: title,
        icon: <Play aria-hidden />,
        onSelect: () => submit(workflow),
      }))}
    />
  );
}
