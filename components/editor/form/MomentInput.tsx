"use client";
import type { ComponentProps } from "react";
import { IconButton } from "@/components/ui/Button";
import { X } from "lucide-react";
import { classes } from "@/components/ui/classes";
import { FIELD, HINT } from "../field-classes";

interface MomentInputProps extends Omit<
  ComponentProps<"input">,
  "value" | "onChange" | "type" | "ref"
> {
  /** ISO 8601 with a zone. */
  value: string | undefined;
  /** In UTC; `undefined` when the field is emptied. */
  onValueChange: (value: string | undefined) => void;
}

const two = (count: number) => String(count).padStart(2, "0");

/** A moment as `datetime-local` fields write it, in the zone of this computer. */
function localText(iso: string | undefined): string {
  const at = new Date(iso ?? "");
  if (Number.isNaN(at.getTime())) return "";
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `+01:00` at that moment. */
function offsetAt(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function zoneWords(iso: string | undefined): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const at = iso === undefined ? new Date() : new Date(iso);
  if (Number.isNaN(at.getTime())) return `"${iso}" is no time.`;
  const zone = `Local time, ${timeZone} (UTC${offsetAt(at)})`;
  return iso === undefined ? zone : `${zone}: ${at.toISOString().replace(".000Z", "Z")}`;
}

/** A moment, typed in local time and kept in UTC; which zone that is stands below. */
export function MomentInput({ id, value, onValueChange, ...rest }: MomentInputProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-1">
        <input
          {...rest}
          id={id}
          type="datetime-local"
          step={1}
          className={classes(FIELD, "num")}
          aria-describedby={classes(rest["aria-describedby"], `${id}__zone`)}
          value={localText(value)}
          onChange={(event) => {
            const at = new Date(event.target.value);
            onValueChange(
              Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace(".000Z", "Z"),
            );
          }}
        />
        {value === undefined ? null : (
          <IconButton label="Clear the time" onClick={() => onValueChange(undefined)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      <p id={`${id}__zone`} className={HINT}>
        {zoneWords(value)}
      </p>
    </div>
  );
}
