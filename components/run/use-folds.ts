import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { FOLD_NAMES, readFolds, writeFolds } from "@/core/layout/folds-text";
import type { Folds } from "@/core/layout/types";
import { writeAddressSoon } from "./write-address";

/** What is folded on the drawing; in the address, so that a link shows the same. */
export function useFolds(): [Folds, (folds: Folds) => void] {
  const params = useSearchParams();
  const [linked] = useState(() => readFolds((name) => params.getAll(name)));
  const [folds, setFolds] = useState(linked);
  useEffect(() => {
    if (folds === linked) return;
    return writeAddressSoon((address) => {
      for (const name of FOLD_NAMES) address.delete(name);
      for (const [name, value] of writeFolds(folds)) address.append(name, value);
    });
  }, [folds, linked]);
  return [folds, setFolds];
}
