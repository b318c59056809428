import type { UiSchema } from "@rjsf/utils";
import type { Shape } from "@/core/forms/shape";

/** The part of the library's uiSchema that our templates read. */
export interface FieldLook extends UiSchema {
  /** Neither label nor description: they stand around it. */
  "ui:bare"?: boolean;
  /** One of many alike: without label, which stands beside it. */
  "ui:item"?: boolean;
  "ui:source"?: Shape;
  /** Changes between fields and JSON; absent where there is one way only. */
  "ui:onJson"?: () => void;
}
