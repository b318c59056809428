"use client";
import { useId, useState } from "react";
import type { Json } from "@/core/node";
import { AREA } from "./field-classes";

interface JsonInputProps {
  id?: string;
  label: string;
  value: Json | undefined;
  placeholder?: string;
  /** `undefined` when the field is emptied. Not called while the text is no JSON. */
  onValueChange: (value: Json | undefined) => void;
}

function textOf(value: Json | undefined): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

function parse(text: string): { value: Json | undefined } | { error: string } {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    // What the parser says differs by browser and names positions nobody counts.
    return { error: 'This is no JSON yet. Text stands in quotes: "like this".' };
  }
}

/** A value as JSON. What is typed stays as it was typed; only what can be read goes into the document. */
export function JsonInput({ id, label, value, placeholder, onValueChange }: JsonInputProps) {
  const errorId = useId();
  const [draft, setDraft] = useState({ text: textOf(value), value });
  // Another value than the typed text stands for came from outside: undo, another node.
  const isForeign = JSON.stringify(draft.value) !== JSON.stringify(value);
  const text = isForeign ? textOf(value) : draft.text;
  const parsed = parse(text);
  const error = "error" in parsed ? parsed.error : null;
  return (
    <div className="flex flex-col gap-1">
      <textarea
        id={id}
        aria-label={label}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        className={AREA}
        rows={Math.min(10, Math.max(1, text.split("\n").length))}
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          const next = parse(event.target.value);
          const isRead = "value" in next;
          setDraft({ text: event.target.value, value: isRead ? next.value : value });
          if (isRead) onValueChange(next.value);
        }}
      />
      {error === null ? null : (
        <p id={errorId} className="text-meta text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
