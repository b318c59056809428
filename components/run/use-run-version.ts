import { useEffect, useState } from "react";
import { useRunStore } from "./context";

/** Words and lists that change faster than this cannot be read. */
const LOOK_EVERY_MS = 400;

/** Another number after nodes of the run changed, not at each frame; for what looks at many of them. */
export function useRunVersion(enabled: boolean): number {
  const { source } = useRunStore();
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (!enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = source.subscribeAll(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((before) => before + 1);
      }, LOOK_EVERY_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [source, enabled]);
  return version;
}
