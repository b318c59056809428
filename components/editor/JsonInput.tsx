"use client";
import { useId } from "react";
import type { Json } from "@/core/node";
import { classes } from "@/components/ui/classes";
import { AREA } from "./field-classes";
import { useTyped, type ReadText } from "./form/use-typed";

interface JsonInputProps {
  id?: string;
  label: string;
  describedBy?: string;
  value: Json | undefined;
  placeholder?: string;
  /** `undefined` when the field is emptied. Not called while the text is no JSON. */
  onValueChange: (value: Json | undefined) => void;
}

function write(value: Json | undefined): string {
  if (value === undefined) return "";
  const short = JSON.stringify(value);
  return short.length <= 40 ? short : JSON.stringify(value, null, 2);
}

function read(text: string): ReadText<Json> {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    // What the parser says differs by browser and names positions nobody counts.
    return { error: 'This is no JSON yet. Text stands in quotes: "like this".' };
  }
}

/** A value as JSON. What is typed stays as it was typed; only what can be read goes into the document. */
export function JsonInput(props: JsonInputProps) {
  const { id, label, describedBy, value, placeholder, onValueChange } = props;
  const errorId = useId();
  const { text, error, onText } = useTyped<Json>({
    name: id ?? label,
    value,
    write,
    read,
    onValueChange,
  });
  return (
    <div className="flex flex-col gap-1">
      <textarea
        id={id}
        aria-label={label}
        aria-invalid={error !== null}
        aria-describedby={classes(describedBy, errorId)}
        className={classes(AREA, "block")}
        rows={Math.min(10, Math.max(1, text.split("\n").length))}
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <p id={errorId} aria-live="polite" className="text-meta text-danger empty:hidden">
        {error}
      </p>
    </div>
  );
}
