"use client";
import { OctagonMinus, RotateCcw, ScanEye } from "lucide-react";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_ORDER, STATE_WORDS } from "@/components/canvas/state-words";
import { Button, IconButton } from "@/components/ui/Button";
import { formatExact, formatPlural } from "@/core/format";
import type { NodeView } from "@/core/snapshot";
import { ActionsNow } from "./ActionsNow";
import { revoke, type RetryPlan } from "./actions";
import { useRunStore } from "./context";
import { NodeLink } from "./NodeLink";
import { PanelFrame } from "./PanelFrame";
import { useRevokePreview } from "./revoke-preview";
import { notBegun, type Selection } from "./selection";
import { useDeed } from "./use-deed";
import { useRunVersion } from "./use-run-version";

interface SelectionPanelProps {
  runId: string;
  selection: Selection;
  onSelect: (id: string) => void;
  onClose: () => void;
  onRetry: (plan: RetryPlan) => void;
  /** As a sheet over the drawing: on phones. */
  sheet: boolean;
}

const LISTED = 200;

/** Several selected nodes, and what can be done to all of them in one move. */
export function SelectionPanel({ sheet, onClose, ...rest }: SelectionPanelProps) {
  const title = `${formatExact(rest.selection.length)} nodes selected`;
  return (
    <PanelFrame {...{ title, onClose, sheet }} closeLabel="Select nothing" announces>
      <Body {...rest} />
    </PanelFrame>
  );
}

function Body({
  runId,
  selection,
  onSelect,
  onRetry,
}: Omit<SelectionPanelProps, "sheet" | "onClose">) {
  const run = useRunStore();
  useRunVersion(true);
  const [busy, deed] = useDeed();
  const previewRevoke = useRevokePreview();
  const nodes = selection.flatMap((id) => run.node(id) ?? []);
  const open = nodes.filter(({ settled }) => !settled);
  const mendable = nodes.filter(isMendable);
  const stop = () =>
    revoke({
      runId,
      nodeIds: open.map(({ id }) => id),
      notBegun: notBegun(
        run.nodes(),
        open.map(({ id }) => id),
      ),
    });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 pb-3 max-md:pt-3">
        <ActionsNow>
          <Button
            variant="danger"
            size="compact"
            disabled={busy || open.length === 0}
            icon={<OctagonMinus aria-hidden />}
            onClick={() => deed(stop)}
          >
            Revoke {open.length}
          </Button>
          <Button
            size="compact"
            disabled={mendable.length === 0}
            icon={<RotateCcw aria-hidden />}
            onClick={() => onRetry({ runId, nodeIds: mendable.map(({ id }) => id), scope: "node" })}
          >
            Retry {mendable.length}
          </Button>
          <IconButton
            label="See what a revoke stops"
            size="compact"
            disabled={open.length === 0}
            onClick={() => previewRevoke({ runId, nodeIds: open.map(({ id }) => id) })}
          >
            <ScanEye />
          </IconButton>
        </ActionsNow>
        <span className="text-meta text-faint">{remainder(nodes, open.length)}</span>
      </div>
      <div className="min-h-0 flex-1 overflow-auto p-4" role="region" aria-label="Selected nodes">
        <Counts nodes={nodes} />
        <ul className="flex flex-col">
          {nodes.slice(0, LISTED).map((node) => (
            <li key={node.id} className="flex h-7 items-center">
              <NodeLink id={node.id} onSelect={onSelect} marked />
            </li>
          ))}
        </ul>
        {nodes.length > LISTED ? (
          <p className="text-soft">and {formatPlural(nodes.length - LISTED, "more node")}</p>
        ) : null}
      </div>
    </>
  );
}

/** What a retry of it alone could mend. */
function isMendable({ state, kind }: NodeView): boolean {
  return state === "failed" || state === "revoked" || (state === "skipped" && kind === "task");
}

function remainder(nodes: readonly NodeView[], open: number): string {
  const ended = nodes.length - open;
  return ended === 0 || open === 0 ? "" : `${formatExact(ended)} have ended`;
}

function Counts({ nodes }: { nodes: readonly NodeView[] }) {
  return (
    <p className="mb-3 flex flex-wrap gap-x-4 gap-y-1">
      {STATE_ORDER.map((state) => {
        const count = nodes.filter((node) => node.state === state).length;
        return count === 0 ? null : (
          <span key={state} className="flex items-center gap-1.5 text-soft">
            <StateMark state={state} size={14} silent />
            <span className="num">{formatExact(count)}</span> {STATE_WORDS[state].toLowerCase()}
          </span>
        );
      })}
    </p>
  );
}
