"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { History, PencilLine, Play, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { createId } from "@/components/editor/create-id";
import { authorName } from "@/components/editor/saving/author";
import { documentOfSaved } from "@/components/editor/saving/documents";
import { Moment } from "@/components/run/Moment";
import { TopBar } from "@/components/shell/TopBar";
import { Button, buttonClasses } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Notice } from "@/components/ui/Notice";
import { Select } from "@/components/ui/Select";
import { compare } from "@/core/compare";
import type { SavedRevision } from "@/core/saved";
import { countsInWords, Drawings, Texts, type Side } from "./Comparison";
import { VersionList } from "./VersionList";

type Against = "before" | "newest" | "nothing";
type View = "drawing" | "text";

const AGAINSTS: { value: Against; label: string }[] = [
  { value: "before", label: "With the one before" },
  { value: "newest", label: "With the newest" },
  { value: "nothing", label: "Not compared" },
];
const VIEWS: { value: View; label: string }[] = [
  { value: "drawing", label: "Drawing" },
  { value: "text", label: "Text" },
];

function useRevision(id: string, revision: number | null) {
  return useQuery({
    queryKey: ["workflow revision", id, revision],
    queryFn: () => api.workflows.get.query({ id, ...(revision !== null && { revision }) }),
    enabled: revision === null || revision > 0,
    // A revision never changes; which is the newest does.
    ...(revision === null ? { refetchInterval: 5000 } : { staleTime: Number.POSITIVE_INFINITY }),
  });
}

function useSide(saved: SavedRevision | undefined): Side | null {
  return useMemo(
    () => (saved === undefined ? null : { saved, document: documentOfSaved(saved.workflow) }),
    [saved],
  );
}

interface RevisionPageProps {
  id: string;
  revision: number;
}

/** One revision of a workflow, to be looked at, compared and restored. Nothing here writes but Restore. */
export function RevisionPage({ id, revision }: RevisionPageProps) {
  const [against, setAgainst] = useState<Against>("before");
  const [view, setView] = useState<View>("drawing");
  const [isListed, setListed] = useState(false);
  const newest = useRevision(id, null);
  const query = useRevision(id, revision);
  const before = useRevision(id, against === "before" ? revision - 1 : 0);
  const shown = useSide(query.data);
  const others = { before: before.data, newest: newest.data, nothing: undefined };
  const candidate = useSide(others[against]);
  const other = candidate?.saved.revision === revision ? null : candidate;
  const compared = useMemo(
    () => (shown === null || other === null ? null : compare(other.document, shown.document)),
    [shown, other],
  );
  const name = newest.data?.name ?? "Workflow";
  const list = <VersionList id={id} revision={revision} />;
  return (
    <>
      <TopBar
        crumbs={[
          { label: "Workflows", href: "/workflows" },
          { label: name, href: `/workflows/${id}` },
          { label: `Revision ${revision}` },
        ]}
      >
        <Button
          className="md:hidden"
          icon={<History aria-hidden />}
          onClick={() => setListed(true)}
        >
          All
        </Button>
        <RevisionActions id={id} shown={query.data} newest={newest.data} />
      </TopBar>
      <div className="flex min-h-0 flex-1">
        <aside
          aria-label="All revisions"
          className="w-64 shrink-0 overflow-auto border-r border-line bg-panel max-md:hidden"
        >
          {list}
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <section
            aria-label="Revision"
            className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2"
          >
            {query.data === undefined ? null : (
              <span className="text-soft">
                By {query.data.author}, <Moment at={query.data.savedAt} />
              </span>
            )}
            <span role="status" className="min-w-0 flex-1 font-medium">
              {compared === null ? "" : countsInWords(compared)}
            </span>
            <Select
              label="Compared"
              options={AGAINSTS}
              value={against}
              onValueChange={setAgainst}
            />
            <Select label="Show as" options={VIEWS} value={view} onValueChange={setView} />
          </section>
          {query.error === null ? null : (
            <div className="p-6">
              <Notice title="The revision cannot be read">{errorText(query.error)}</Notice>
            </div>
          )}
          {shown === null ? null : view === "drawing" ? (
            <Drawings key={revision} {...{ shown, other, compared }} />
          ) : (
            <Texts {...{ shown, other }} />
          )}
        </div>
      </div>
      <Dialog open={isListed} onOpenChange={setListed} title="Revisions" placement="sheet">
        {/* A choice closes the sheet. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <div className="max-h-[70dvh] overflow-auto" onClick={() => setListed(false)}>
          {list}
        </div>
      </Dialog>
    </>
  );
}

interface RevisionActionsProps {
  id: string;
  shown: SavedRevision | undefined;
  newest: SavedRevision | undefined;
}

function RevisionActions({ id, shown, newest }: RevisionActionsProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const isNewest = shown !== undefined && shown.revision === newest?.revision;
  async function attempt(failure: string, deed: () => Promise<void>) {
    setBusy(true);
    try {
      await deed();
    } catch (error) {
      toast.error(failure, { description: errorText(error) });
    } finally {
      setBusy(false);
    }
  }
  const restore = (from: SavedRevision, over: SavedRevision) =>
    attempt("It was not restored", async () => {
      const author = authorName();
      const saved = await api.workflows.save.mutate({
        ...{ id, baseRevision: over.revision, workflow: from.workflow },
        ...{ restoredFrom: from.revision, saveId: createId(), allowEmpty: true },
        ...(author === "" ? {} : { author }),
      });
      await queries.invalidateQueries({ queryKey: ["workflow versions", id] });
      await queries.invalidateQueries({ queryKey: ["workflow revision", id, null] });
      router.replace(`/workflows/${id}?revision=${saved.revision}`);
      toast.success(`Revision ${from.revision} is the newest again`, {
        description: `As revision ${saved.revision}; those between are kept.`,
      });
    });
  const run = (from: SavedRevision) =>
    attempt("It was not run", async () => {
      const { runId } = await api.runs.submit.mutate({
        ...{ workflowId: id, revision: from.revision },
        idempotencyKey: `revision-${createId()}`,
      });
      router.push(`/runs/${runId}`);
    });
  return (
    <>
      <Button
        className="max-sm:hidden"
        icon={<Play aria-hidden />}
        disabled={busy || shown === undefined || shown.tasks === 0}
        onClick={() => shown && void run(shown)}
      >
        Run
      </Button>
      <Link href={`/workflows/${id}`} className={buttonClasses()}>
        <PencilLine aria-hidden />
        Edit
      </Link>
      <Button
        variant="primary"
        icon={<RotateCcw aria-hidden />}
        disabled={busy || shown === undefined || newest === undefined || isNewest}
        title={isNewest ? "It is the newest" : "Makes it the newest; nothing is lost"}
        onClick={() => shown && newest && void restore(shown, newest)}
      >
        Restore
      </Button>
    </>
  );
}
