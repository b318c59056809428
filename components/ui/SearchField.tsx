import { Search } from "lucide-react";

interface SearchFieldProps {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  className?: string;
}

export function SearchField({ label, value, onValueChange, className }: SearchFieldProps) {
  return (
    <label className={`relative block ${className ?? ""}`}>
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint"
        aria-hidden
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className="h-8 w-full rounded-control border border-line bg-panel pr-2 pl-8 placeholder:text-faint hover:border-line-strong"
      />
    </label>
  );
}
