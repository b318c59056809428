"use client";
import { useId } from "react";
import type { PlaceOffer } from "@/core/template/places";
import { FIELD } from "../field-classes";
import type { ChosenPlace } from "./fragment";

interface PlaceRowProps {
  offer: PlaceOffer;
  chosen: ChosenPlace | null;
  onChoose: (place: ChosenPlace | null) => void;
}

/** One argument of a fragment: as it is, or a parameter with a name. */
export function PlaceRow({ offer, chosen, onChoose }: PlaceRowProps) {
  const id = useId();
  return (
    <li className="flex flex-col gap-1.5 rounded-control border border-line px-3 py-2">
      <div className="flex min-w-0 items-center gap-2">
        <input
          id={id}
          type="checkbox"
          checked={chosen !== null}
          onChange={({ target }) =>
            onChoose(target.checked ? { offer, name: offer.name, isRequired: false } : null)
          }
        />
        <label htmlFor={id} className="min-w-0 flex-1 truncate">
          {offer.label}
        </label>
        <code className="max-w-40 truncate font-mono text-meta text-soft">
          {JSON.stringify(offer.value)}
        </code>
      </div>
      {chosen === null ? null : (
        <div className="flex flex-wrap items-center gap-3 pl-6">
          <input
            aria-label={`Name of the parameter for ${offer.label}`}
            value={chosen.name}
            maxLength={64}
            pattern="[A-Za-z][A-Za-z0-9_]*"
            required
            title="A letter, then letters, digits or _"
            className={`${FIELD} max-w-48`}
            onChange={({ target }) => onChoose({ ...chosen, name: target.value })}
          />
          <label className="flex items-center gap-2 text-meta">
            <input
              type="checkbox"
              checked={chosen.isRequired}
              onChange={({ target }) => onChoose({ ...chosen, isRequired: target.checked })}
            />
            has to be given
          </label>
        </div>
      )}
    </li>
  );
}
