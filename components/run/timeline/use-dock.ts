import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { writeAddress } from "../write-address";

/** What of the time of a run is open; in the address, so that a link shows the same. */
export interface Dock {
  isOpen: boolean;
  setOpen: (open: boolean) => void;
  isPathShown: boolean;
  setPathShown: (shown: boolean) => void;
}

export function useDock(): Dock {
  const params = useSearchParams();
  const [isOpen, setOwnOpen] = useState(params.has("timeline"));
  const [isPathShown, setOwnPath] = useState(params.get("timeline") === "path");
  const setOpen = useCallback((open: boolean) => {
    setOwnOpen(open);
    if (!open) setOwnPath(false);
    write(open ? "open" : null);
  }, []);
  const setPathShown = useCallback((shown: boolean) => {
    setOwnPath(shown);
    // The path without the bars it leads through tells little.
    if (shown) setOwnOpen(true);
    write(shown ? "path" : "open");
  }, []);
  return { isOpen, setOpen, isPathShown, setPathShown };
}

function write(value: "open" | "path" | null): void {
  writeAddress((params) => {
    if (value === null) params.delete("timeline");
    else params.set("timeline", value);
  });
}
