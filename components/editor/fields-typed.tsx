"use client";
import { RotateCcw } from "lucide-react";
import { useId } from "react";
import { IconButton } from "@/components/ui/Button";
import { readDuration, writeDuration } from "@/core/duration";
import { FIELD, HINT, LABEL } from "./field-classes";
import { MomentInput } from "./form/MomentInput";
import { useTyped, type ReadText } from "./form/use-typed";

interface TypedFieldProps<T> {
  label: string;
  hint?: string | undefined;
  value: T | undefined;
  placeholder?: string | undefined;
  /** Offered while one types. */
  suggestions?: readonly string[];
  read: (text: string) => ReadText<T>;
  write: (value: T) => string;
  /** `undefined` when the field is emptied. Not called while the text cannot be read. */
  onValueChange: (value: T | undefined) => void;
  className?: string;
}

/** A field of one line whose text stands for a value. */
function TypedField<T>(props: TypedFieldProps<T>) {
  const { label, hint, value, placeholder, suggestions, onValueChange, className = "" } = props;
  const id = useId();
  const { text, error, onText } = useTyped<T>({
    name: label,
    value,
    write: (present) => (present === undefined ? "" : props.write(present)),
    read: (next) => (next.trim() === "" ? { value: undefined } : props.read(next)),
    onValueChange,
  });
  return (
    <div className="group/field flex min-w-0 flex-col gap-1">
      <div className="flex h-5 items-center">
        <label htmlFor={id} className={LABEL}>
          {label}
        </label>
        {value === undefined ? null : (
          <IconButton
            size="compact"
            className="ml-auto size-6 opacity-0 group-focus-within/field:opacity-100 group-hover/field:opacity-100 pointer-coarse:opacity-100"
            label={`Reset ${label}`}
            onClick={() => onValueChange(undefined)}
          >
            <RotateCcw aria-hidden />
          </IconButton>
        )}
      </div>
      <input
        id={id}
        className={`${FIELD} ${className}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        aria-invalid={error !== null}
        aria-describedby={`${id}error ${id}hint`}
        list={suggestions === undefined ? undefined : `${id}list`}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {suggestions === undefined ? null : (
        <datalist id={`${id}list`}>
          {suggestions.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </datalist>
      )}
      <p id={`${id}error`} aria-live="polite" className="text-meta text-danger empty:hidden">
        {error}
      </p>
      {hint === undefined ? null : (
        <p id={`${id}hint`} className={HINT}>
          {hint}
        </p>
      )}
    </div>
  );
}

type FieldProps<T> = Omit<TypedFieldProps<T>, "read" | "write" | "className">;

interface DurationFieldProps extends Omit<FieldProps<number>, "suggestions"> {
  /** The shortest allowed, in milliseconds. @default 0 */
  min?: number;
}

/** Milliseconds, typed as people say them: `30 s`, `5 min`. */
export function DurationField({ min = 0, ...rest }: DurationFieldProps) {
  const read = (text: string): ReadText<number> => {
    const result = readDuration(text);
    if (!result.ok) return { error: result.message };
    return result.ms < min ? { error: `At least ${writeDuration(min)}.` } : { value: result.ms };
  };
  return <TypedField {...rest} className="num" read={read} write={writeDuration} />;
}

interface AmountFieldProps extends Omit<FieldProps<number>, "suggestions"> {
  min: number;
  max?: number;
  /** Whole numbers only. @default true */
  isWhole?: boolean;
}

/** A number within bounds. */
export function AmountField({ min, max, isWhole = true, ...rest }: AmountFieldProps) {
  const read = (text: string): ReadText<number> => {
    const value = Number(text.trim().replace(",", "."));
    if (!Number.isFinite(value)) return { error: "This is no number yet." };
    if (isWhole && !Number.isInteger(value)) return { error: "Give a whole number." };
    if (value < min) return { error: `At least ${min}.` };
    return max !== undefined && value > max ? { error: `At most ${max}.` } : { value };
  };
  return <TypedField {...rest} className="num" read={read} write={String} />;
}

/** A word, with those that are known offered. */
export function WordField(props: FieldProps<string>) {
  return <TypedField {...props} read={(text) => ({ value: text.trim() })} write={String} />;
}

interface MomentFieldProps {
  label: string;
  value: string | undefined;
  onValueChange: (value: string | undefined) => void;
}

/** A moment, typed in local time. */
export function MomentField({ label, value, onValueChange }: MomentFieldProps) {
  const id = useId();
  return (
    <div className="col-span-2 flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      <MomentInput id={id} value={value} onValueChange={onValueChange} />
    </div>
  );
}
