import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";

/**
 * The selected node, written to the address so that a link leads to it. The state is held here: the router
 * takes note of an address only after a while, and keys come faster.
 */
export function useSelection(): [string | null, (id: string | null) => void] {
  const linked = useSearchParams().get("node");
  const [selected, setSelected] = useState(linked);
  const select = useCallback((id: string | null) => {
    setSelected(id);
    const url = new URL(window.location.href);
    if (id === null) url.searchParams.delete("node");
    else url.searchParams.set("node", id);
    window.history.replaceState(null, "", url);
  }, []);
  return [selected, select];
}
