import {
  Check,
  CircleDashed,
  Clock,
  History,
  Layers,
  OctagonX,
  Pause,
  Slash,
  Square,
} from "lucide-react";
import { STATE_WORDS } from "./state-words";
import type { FaceState } from "./types";

const ICONS = {
  pending: CircleDashed,
  scheduled: Clock,
  queued: Layers,
  retrying: History,
  succeeded: Check,
  failed: OctagonX,
  revoked: Square,
  skipped: Slash,
  held: Pause,
} as const;

interface StateMarkProps {
  state: FaceState;
  progress?: { completed: number; total: number } | undefined;
  /** Side in pixels. */
  size?: number;
  /** Leave the name to the words beside it. */
  silent?: boolean;
}

/** A state as colour and shape. Needs no words, but has a name for those who do not see it. */
export function StateMark({ state, progress, size = 16, silent = false }: StateMarkProps) {
  const naming = silent
    ? { "aria-hidden": true as const }
    : { role: "img", "aria-label": STATE_WORDS[state] };
  return (
    <span
      {...naming}
      className={`state-${state} inline-grid shrink-0 place-items-center text-state`}
      style={{ width: size, height: size }}
    >
      {state === "running" ? (
        <Ring progress={progress} size={size} />
      ) : state === "draft" ? (
        <Blank size={size} />
      ) : (
        <Icon {...{ state, size }} />
      )}
    </span>
  );
}

function Icon({ state, size }: { state: Exclude<FaceState, "running" | "draft">; size: number }) {
  const Shape = ICONS[state];
  const solid = state === "revoked";
  return (
    <Shape
      width={solid ? size * 0.75 : size}
      height={solid ? size * 0.75 : size}
      strokeWidth={state === "succeeded" ? 2.75 : 2.25}
      fill={solid ? "currentColor" : "none"}
    />
  );
}

/** The only mark that a page may have a thousand of: a border is drawn in a fraction of an icon's time. */
function Blank({ size }: { size: number }) {
  const side = (size * 22) / 24;
  return (
    <span
      className="rounded-full border-[1.5px] border-current"
      style={{ width: side, height: side }}
    />
  );
}

const RADIUS = 6;
const ROUND = 2 * Math.PI * RADIUS;

/** Fills with progress; turns slowly while there is none to tell. */
function Ring({ progress, size }: { progress: StateMarkProps["progress"]; size: number }) {
  const known = progress !== undefined && progress.total > 1;
  const share = known ? Math.min(1, progress.completed / progress.total) : 0.28;
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      className={known ? undefined : "turn"}
    >
      <circle cx="8" cy="8" r={RADIUS} opacity="0.25" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        strokeDasharray={`${share * ROUND} ${ROUND}`}
        strokeLinecap={known && share === 0 ? "butt" : "round"}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
