/** Where the engine and the model disagree, in words. */
import type { EngineState } from "./engine-driver";
import type { ModelState } from "./evaluate";

/** Every difference; none when the two agree. */
export function differences(
  model: ReadonlyMap<string, ModelState>,
  engine: ReadonlyMap<string, EngineState>,
): string[] {
  const ids = [...new Set([...model.keys(), ...engine.keys()])];
  return ids.flatMap((id) => {
    const difference = differenceOf(model.get(id), engine.get(id));
    return difference === undefined ? [] : [`${id}: ${difference}`];
  });
}

function differenceOf(model?: ModelState, engine?: EngineState): string | undefined {
  if (!model) return `not in the model, ${engine?.state} in the engine`;
  if (!engine) return `${model.state} in the model, not in the engine`;
  if (model.state !== engine.state)
    return `${show(model)} in the model, ${show(engine)} in the engine`;
  if ((model.revoking ?? false) !== engine.revoking) return "revoking in one only";
  if (model.state !== "skipped") return undefined;
  return differenceOfCauses(model, engine);
}

/** Of several reasons any may be named; the kind has to be that of the one that is. */
function differenceOfCauses(model: ModelState, engine: EngineState): string | undefined {
  const { cause } = engine;
  // The node it hangs on may end with a chain around it, which then is named.
  if (model.cause?.kind === "unneeded" && cause?.kind === "unneeded") return undefined;
  const known = cause?.nodeId !== undefined && model.causes?.includes(cause.nodeId);
  const sameKind = cause?.nodeId !== model.cause?.nodeId || cause?.kind === model.cause?.kind;
  return known && sameKind
    ? undefined
    : `skipped for ${show(model)} in the model, ${show(engine)} in the engine`;
}

function show(one: ModelState | EngineState): string {
  const { state, cause } = one;
  return cause ? `${state} (${cause.kind} ${cause.nodeId ?? "-"})` : state;
}
