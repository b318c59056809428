/** When the view of a drawing moves, and when it has come to rest. */
import type { useStoreApi } from "@xyflow/react";
import type { View } from "@/core/layout/sight";

type Flow = ReturnType<typeof useStoreApi>;

/** After the last movement, until the view rests: so long, and so many frames, since a busy machine draws few. */
const REST_MS = 160;
const REST_FRAMES = 6;

/** How the drawing is looked at now. */
export function viewOf(flow: Flow): View {
  const { transform, width, height } = flow.getState();
  const [x, y, zoom] = transform;
  return { x, y, zoom, width, height };
}

interface Movement {
  /** At each movement, before it is drawn. */
  onMove?: (view: View) => void;
  /** A little after the last. */
  onRest?: (view: View) => void;
}

/** Calls while the view moves, or gets another size. Answers how to stop. */
export function followView(flow: Flow, { onMove, onRest }: Movement): () => void {
  let last = viewOf(flow);
  let [frame, frames, movedAt] = [0, 0, 0];
  const wait = () => {
    frame = requestAnimationFrame(() => {
      frame = 0;
      frames += 1;
      if (frames < REST_FRAMES || performance.now() - movedAt < REST_MS) wait();
      else onRest?.(last);
    });
  };
  const unsubscribe = flow.subscribe(() => {
    const view = viewOf(flow);
    if (isSame(view, last)) return;
    last = view;
    onMove?.(view);
    [frames, movedAt] = [0, performance.now()];
    if (onRest !== undefined && frame === 0) wait();
  });
  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
  };
}

function isSame(a: View, b: View): boolean {
  return (
    a.x === b.x && a.y === b.y && a.zoom === b.zoom && a.width === b.width && a.height === b.height
  );
}
