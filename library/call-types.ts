/**
 * What the types know of a call. TypeScript does not keep the order in which an object's keys were
 * written, so the place of a parameter is known only where it does not matter (there is one, or all take
 * the same) or where `positional` says it. Elsewhere an argument is held to the types of all parameters
 * together: never too strict.
 */
import type { z } from "zod";
import type { TaskParams } from "@/core/task";

/** What each parameter takes, by name. */
export type Inputs<P extends TaskParams> = {
  [K in keyof P]: unknown extends z.input<P[K]> ? unknown : Exclude<z.input<P[K]>, undefined>;
};

/** What each parameter takes, by place. `Order` is empty where the order is not known. */
export type Places<
  P extends TaskParams,
  Order extends readonly (keyof P)[],
> = string extends keyof P
  ? unknown[]
  : Order extends readonly []
    ? AnyOrder<Names<keyof P>, Inputs<P>[keyof P]>
    : { -readonly [I in keyof Order]: Inputs<P>[Order[I]] };

type AnyOrder<N extends unknown[], Input> = { [I in keyof N]: Input };

// The names in an order that means nothing: only how many there are is used.
type Names<U, Last = LastOf<U>> = [U] extends [never] ? [] : [...Names<Exclude<U, Last>>, Last];
type LastOf<U> =
  Overloads<U extends unknown ? () => U : never> extends () => infer Last ? Last : never;
type Overloads<F> = (F extends unknown ? (f: F) => void : never) extends (f: infer All) => void
  ? All
  : never;

/** The places after the first: those that are left when a result is put in front. */
type Rest<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : T;

/** The positional arguments of a call: from the first place on, or behind a result that fills it. */
export type Positional<T extends readonly unknown[]> = Listed<Partial<T> | Partial<Rest<T>>>;

/** The positional arguments of a call that receives nothing. */
export type PositionalAlone<T extends readonly unknown[]> = Listed<Partial<T>>;

// What TypeScript has to be told of a type it has not worked out yet.
type Listed<T> = Extract<T, readonly unknown[]>;

/** What is left for the result before it: the first place, when the arguments fit behind it. */
export type ReceivedBehind<T extends readonly unknown[], Given> = number extends T["length"]
  ? unknown
  : T extends readonly [infer First, ...infer R]
    ? Given extends Partial<R>
      ? First
      : never
    : never;
