import { HINT } from "../field-classes";

/** What is wrong with a field, announced when it changes. Always there, so that it is. */
export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  return (
    <div id={`${id}__error`} aria-live="polite" className="empty:hidden">
      {errors.map((error) => (
        <p key={error} className="text-meta text-danger">
          {error}
        </p>
      ))}
    </div>
  );
}

export function FieldHint({ id, text }: { id: string; text: string }) {
  return (
    <p id={`${id}__hint`} className={HINT}>
      {text}
    </p>
  );
}
