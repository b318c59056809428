"use client";
import { useState } from "react";
import { errorText } from "@/components/api/client";
import { useTasks } from "@/components/api/use-tasks";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { boundParameters } from "@/core/bind-origins";
import { detailsThen, isSameDecision } from "@/core/run-at";
import type { NodeDetails } from "@/components/api/outputs";
import { ActionsNow } from "./ActionsNow";
import { ArgumentsEditor } from "./ArgumentsEditor";
import { BoundArguments } from "./BoundArguments";
import { JsonView } from "./JsonView";
import type { NodePartProps } from "./NodePanel";
import { ReceivedFromView } from "./ReceivedFromView";
import { useNodeDetails } from "./use-node-details";
import { useThen } from "./use-then";

/** What the step is called with, where that came from, and the way to call it with something else. */
export function NodeArguments({ runId, view, onRetry, onSelect }: NodePartProps) {
  const then = useThen();
  const details = useNodeDetails(runId, view);
  const [editing, setEditing] = useState(false);
  if (details.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The arguments cannot be read">{errorText(details.error)}</Notice>
      </div>
    );
  }
  if (details.data === undefined) return <div className="h-40" aria-busy="true" />;
  const live = then?.now(view.id);
  const node =
    then === null ? details.data : detailsThen(details.data, { then: view, live, at: then.at });
  if (editing) {
    return (
      <ArgumentsEditor
        args={node.args}
        kwargs={node.kwargs}
        onCancel={() => setEditing(false)}
        // A step that succeeded runs anew only with all that follows.
        onDone={(edited) =>
          onRetry({
            runId,
            nodeId: view.id,
            scope: view.state === "succeeded" ? "from" : "node",
            ...edited,
          })
        }
      />
    );
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      {then === null || isSameDecision(view, live) ? null : (
        <p className="text-soft">
          It has been decided anew since this moment: these are its arguments as they are now. What
          it had received then is not kept.
        </p>
      )}
      <Arguments node={node} onSelect={onSelect} />
      {Object.keys(node.options).length === 0 ? null : (
        <Part title="Options">
          <JsonView label="Options" value={node.options} />
        </Part>
      )}
      {view.settled ? (
        <ActionsNow>
          <Button className="self-start" onClick={() => setEditing(true)}>
            Edit and retry
          </Button>
        </ActionsNow>
      ) : null}
    </div>
  );
}

interface ArgumentsProps {
  node: NodeDetails;
  onSelect: (id: string) => void;
}

/** By parameter where the task is known and the call fits it, else as they were given. */
function Arguments({ node, onSelect }: ArgumentsProps) {
  const tasks = useTasks();
  const { args, kwargs, received, receivedFrom } = node;
  const receives = received !== undefined || receivedFrom !== undefined;
  const params = tasks.data?.find(({ name }) => name === node.task)?.params;
  const bound =
    params &&
    boundParameters(
      {
        params,
        args,
        kwargs,
        ...(received === undefined ? {} : { received: { value: received } }),
      },
      receives,
    );
  if (bound !== undefined) {
    return <BoundArguments bound={bound} from={receivedFrom} onSelect={onSelect} />;
  }
  if (tasks.isPending) return <div className="h-40" aria-busy="true" />;
  return (
    <>
      {received === undefined ? null : (
        <Part title="Received from before it">
          {receivedFrom === undefined ? null : (
            <ReceivedFromView from={receivedFrom} onSelect={onSelect} />
          )}
          <JsonView label="Received" value={received} />
        </Part>
      )}
      <Part title="By position">
        <JsonView label="Arguments by position" value={args} />
      </Part>
      <Part title="By name">
        <JsonView label="Arguments by name" value={kwargs} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-meta text-faint">{title}</h3>
      {children}
    </section>
  );
}
