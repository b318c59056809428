"use client";

interface JsonFieldProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  problem: string | null;
}

/** A value that is typed as JSON, with what is wrong with it. */
export function JsonField({ label, text, onText, problem }: JsonFieldProps) {
  return (
    <label className="block">
      <span className="mb-1 block text-meta text-faint">{label}</span>
      <textarea
        value={text}
        onChange={(event) => onText(event.target.value)}
        spellCheck={false}
        aria-invalid={problem !== null}
        className="block field-sizing-content max-h-80 min-h-16 w-full rounded-control border border-line bg-odd p-2 font-mono text-meta aria-invalid:border-danger"
      />
      <span role="status" className="block min-h-4 text-meta text-danger">
        {problem}
      </span>
    </label>
  );
}
