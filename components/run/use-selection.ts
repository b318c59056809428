import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** The selected node, kept in the address so that a link leads to it. */
export function useSelection(): [string | null, (id: string | null) => void] {
  const selected = useSearchParams().get("node");
  const select = useCallback((id: string | null) => {
    const url = new URL(window.location.href);
    if (id === null) url.searchParams.delete("node");
    else url.searchParams.set("node", id);
    window.history.replaceState(null, "", url);
  }, []);
  return [selected, select];
}
