/** What a field is called: the parameter, the property, or the item of a list. */
export function fieldName(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (typeof last !== "number") return last ?? "";
  const owner = path.findLast((part) => typeof part === "string");
  return `${owner ?? "item"} ${last + 1}`;
}
