"use client";
/**
 * Far away a large drawing is one canvas element instead of a thousand nodes: nothing but shape and
 * colour can be seen then. The nodes stay where they are for clicks, without content; those that are
 * selected, or hold the tab stop, keep theirs.
 */
import { useStoreApi } from "@xyflow/react";
import type { NodeProps } from "@xyflow/react";
import { createContext, memo, useContext, useEffect, useState } from "react";
import type { ComponentType, ReactNode } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { useCanvas } from "./context";
import type { BoxNode } from "./flow-elements";

/** Below this nothing of a node can be read. */
export const FAR_ZOOM = 0.25;
/** Smaller drawings are nodes at any distance. */
const OVERVIEW_BOXES = 300;

interface Overview {
  isOn: boolean;
}

const OverviewContext = createContext<StoreApi<Overview> | null>(null);

function useOverviewStore(): StoreApi<Overview> {
  const store = useContext(OverviewContext);
  if (store === null) throw new Error("A node is drawn outside of a Canvas.");
  return store;
}

/** Around the drawing, inside React Flow's provider. */
export function OverviewProvider({ children }: { children: ReactNode }) {
  const flow = useStoreApi();
  const [store] = useState(() => createStore<Overview>(() => ({ isOn: false })));
  useEffect(() => {
    const update = () => {
      const { transform, nodeLookup } = flow.getState();
      const isOn = transform[2] < FAR_ZOOM && nodeLookup.size > OVERVIEW_BOXES;
      if (store.getState().isOn !== isOn) store.setState({ isOn });
    };
    update();
    // Told before React draws the view that it speaks of: nodes are not drawn for nothing.
    return flow.subscribe(update);
  }, [flow, store]);
  return <OverviewContext value={store}>{children}</OverviewContext>;
}

/** Whether the drawing is seen from so far that a canvas element draws it. */
export function useOverview(): boolean {
  return useStore(useOverviewStore(), (state) => state.isOn);
}

/** The node type without content while the overview draws it. */
export function inOverview(Node: ComponentType<NodeProps<BoxNode>>) {
  return memo(function NodeOrNothing(props: NodeProps<BoxNode>) {
    const { nodeId } = props.data.box;
    const isOn = useStore(useOverviewStore(), (state) => state.isOn);
    const isKept = useStore(
      useCanvas().store,
      ({ selected, tabStop }) => tabStop === nodeId || selected.has(nodeId),
    );
    return isOn && !isKept ? null : <Node {...props} />;
  });
}
