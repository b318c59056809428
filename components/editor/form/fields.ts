/** Our fields under the names by which the library and `ShapeField` ask for them. */
import {
  BooleanField,
  EnumField,
  JsonField,
  NothingField,
  NumberField,
  TextField,
} from "./leaf-fields";
import { ChoiceField, NullableField, OpenField, RecordField, TupleField } from "./part-fields";
import { ShapeField } from "./ShapeField";
import { SignatureField } from "./SignatureField";

export const FORM_FIELDS = {
  SchemaField: ShapeField,
  StringField: TextField,
  NumberField,
  BooleanField,
  EnumField,
  JsonField,
  NothingField,
  NullableField,
  ChoiceField,
  TupleField,
  RecordField,
  OpenField,
  SignatureField,
};
