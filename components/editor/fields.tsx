"use client";
import { useId, type ReactNode, type Ref } from "react";
import { FIELD, HINT, LABEL } from "./field-classes";

interface LabelledProps {
  label: string;
  hint?: string;
  children: (id: string) => ReactNode;
}

/** A field with its label above and a hint below. */
export function Labelled({ label, hint, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      {children(id)}
      {hint === undefined ? null : <p className={HINT}>{hint}</p>}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  hint?: string;
  value: string;
  placeholder?: string;
  onValueChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({ label, hint, inputRef, onValueChange, ...rest }: TextFieldProps) {
  return (
    <Labelled label={label} {...(hint !== undefined && { hint })}>
      {(id) => (
        <input
          id={id}
          ref={inputRef}
          className={FIELD}
          autoComplete="off"
          onChange={(event) => onValueChange(event.target.value)}
          {...rest}
        />
      )}
    </Labelled>
  );
}

interface CheckFieldProps {
  label: string;
  hint: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
}

export function CheckField({ label, hint, checked, onCheckedChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        checked={checked}
        aria-describedby={`${id}hint`}
        onChange={(event) => onCheckedChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id} className={LABEL}>
          {label}
        </label>
        <p id={`${id}hint`} className={HINT}>
          {hint}
        </p>
      </div>
    </div>
  );
}
