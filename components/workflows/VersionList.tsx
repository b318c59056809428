"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { api, errorText } from "@/components/api/client";
import { Moment } from "@/components/run/Moment";
import { Button } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { formatPlural } from "@/core/format";
import type { WorkflowVersion } from "@/core/saved";

interface VersionListProps {
  id: string;
  /** The one that is shown. */
  revision: number;
}

/** All revisions, the newest first, each a link. */
export function VersionList({ id, revision }: VersionListProps) {
  const pages = useInfiniteQuery({
    queryKey: ["workflow versions", id],
    queryFn: ({ pageParam }) =>
      api.workflows.versions.query({ id, ...(pageParam !== null && { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: 10_000,
  });
  if (pages.error !== null) return <p className="p-4 text-danger">{errorText(pages.error)}</p>;
  const versions = pages.data?.pages.flatMap((page) => page.versions) ?? [];
  return (
    <ol aria-label="Revisions" aria-busy={pages.isPending} className="flex flex-col">
      {versions.map((version) => (
        <VersionRow
          key={version.revision}
          id={id}
          version={version}
          isShown={version.revision === revision}
        />
      ))}
      {pages.hasNextPage ? (
        <li className="p-3">
          <Button onClick={() => void pages.fetchNextPage()}>Show older revisions</Button>
        </li>
      ) : null}
    </ol>
  );
}

interface VersionRowProps {
  id: string;
  version: WorkflowVersion;
  isShown: boolean;
}

function VersionRow({ id, version, isShown }: VersionRowProps) {
  const { revision, savedAt, author, nodes, restoredFrom } = version;
  return (
    <li>
      <Link
        href={`/workflows/${id}?revision=${revision}`}
        replace
        scroll={false}
        aria-current={isShown || undefined}
        className={classes(
          "flex flex-col gap-0.5 border-b border-line px-4 py-2 outline-offset-[-2px] hover:bg-hover",
          isShown && "bg-selected",
        )}
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="num font-medium">Revision {revision}</span>
          <span className="text-meta text-soft">
            <Moment at={savedAt} />
          </span>
        </span>
        <span className="truncate text-meta text-soft">
          {author}, {formatPlural(nodes, "node")}
          {restoredFrom === undefined ? "" : `, restored from ${restoredFrom}`}
        </span>
      </Link>
    </li>
  );
}
