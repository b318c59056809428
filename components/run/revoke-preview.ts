import { createContext, useContext } from "react";
import type { RevokeTarget } from "./actions";

/** Opens the preview of a revoke. */
export const RevokePreviewContext = createContext<(target: RevokeTarget) => void>(() => {});

export function useRevokePreview(): (target: RevokeTarget) => void {
  return useContext(RevokePreviewContext);
}
