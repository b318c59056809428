import { useRunState } from "./context";

/** Another text when there is more or less to mend in the run. */
export function useHarm(): string {
  return useRunState(({ run }) => {
    const { failed = 0, revoked = 0, skipped = 0 } = run?.counts ?? {};
    return `${failed} ${revoked} ${skipped}`;
  });
}
