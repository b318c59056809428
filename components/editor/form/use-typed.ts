"use client";
import { createContext, useContext, useState } from "react";

/** What is typed and what it stands for. */
interface Typed {
  text: string;
  /** The value in the document when it was typed, as JSON. */
  stands: string | undefined;
}

export interface TypedTexts {
  /** Texts that could not be read yet, by field: a person finds them again after looking elsewhere. */
  texts: Map<string, Typed>;
  /** Put before the name of each field: the node. */
  scope: string;
}

export const TypedContext = createContext<TypedTexts>({ texts: new Map(), scope: "" });

export type ReadText<T> = { value: T | undefined } | { error: string };

interface TypedOptions<T> {
  /** Unique within the node. */
  name: string;
  value: T | undefined;
  write: (value: T | undefined) => string;
  read: (text: string) => ReadText<T>;
  /** Not called while the text cannot be read. */
  onValueChange: (value: T | undefined) => void;
}

/** A text field of a value: what is typed stays as it was typed; only what can be read goes on. */
export function useTyped<T>({ name, value, write, read, onValueChange }: TypedOptions<T>) {
  const { texts, scope } = useContext(TypedContext);
  const key = `${scope} ${name}`;
  const present = JSON.stringify(value);
  const [own, setOwn] = useState<Typed | null>(() => texts.get(key) ?? null);
  // Another value than the typed text stands for came from outside: undo, another node.
  const isOwn = own !== null && own.stands === present;
  const text = isOwn ? own.text : write(value);
  const result = read(text);
  return {
    text,
    error: isOwn && "error" in result ? result.error : null,
    onText(next: string) {
      const outcome = read(next);
      const stands = "value" in outcome ? JSON.stringify(outcome.value) : present;
      setOwn({ text: next, stands });
      if ("value" in outcome) {
        texts.delete(key);
        onValueChange(outcome.value);
      } else texts.set(key, { text: next, stands });
    },
  };
}
