"use client";
import { Download, Ellipsis, Upload } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useReloadWorkflows } from "@/components/api/use-workflows";
import { LossList } from "@/components/editor/exchange/LossList";
import { Button, IconButton } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Menu } from "@/components/ui/Menu";
import { exportAll, importFiles, type Imported } from "./exchange";

/** Export of all workflows, and import of files. */
export function ExchangeMenu() {
  const reload = useReloadWorkflows();
  const [imported, setImported] = useState<Imported | null>(null);
  const importAll = async () => {
    const outcome = await importFiles();
    if (outcome === null) return;
    await reload();
    if (outcome.losses.length > 0) setImported(outcome);
    else toast.success(wordsOf(outcome));
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label="Import and export">
            <Ellipsis aria-hidden />
          </IconButton>
        }
        entries={[
          {
            label: "Import files …",
            icon: <Upload aria-hidden />,
            onSelect: () => void importAll(),
          },
          { label: "Export all", icon: <Download aria-hidden />, onSelect: () => void exportAll() },
        ]}
      />
      <Dialog
        open={imported !== null}
        onOpenChange={(open) => {
          if (!open) setImported(null);
        }}
        title={imported === null ? "" : wordsOf(imported)}
        description="This could not be taken as it stands in the files:"
        footer={
          <Button variant="primary" onClick={() => setImported(null)}>
            Close
          </Button>
        }
      >
        <div className="p-4">
          <LossList label="What could not be taken" losses={imported?.losses ?? []} />
        </div>
      </Dialog>
    </>
  );
}

function wordsOf({ names }: Imported): string {
  const [only] = names;
  if (names.length === 0) return "Nothing was imported";
  return names.length === 1 ? `Imported "${only ?? ""}"` : `Imported ${names.length} workflows`;
}
