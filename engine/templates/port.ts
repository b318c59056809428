/** Templates: fragments of workflows with parameters, kept for everybody. */
import type { Template } from "@/core/template/template";

export interface SavedTemplate extends Template {
  id: string;
  revision: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

export interface SaveTemplateInput {
  /** Absent: a new one. */
  id?: string;
  /** The revision that was changed; 0 for a new one. */
  baseRevision: number;
  template: unknown;
}

export interface Templates {
  /** All of them, by name. */
  list(): Promise<SavedTemplate[]>;
  /** @throws EngineError TEMPLATE_INVALID; CONFLICT: it was changed since; TOO_LARGE: it, or their number. */
  save(input: SaveTemplateInput): Promise<SavedTemplate>;
  /** One that is gone already is no error. @throws EngineError CONFLICT: it was changed since. */
  remove(id: string, baseRevision: number): Promise<void>;
}
