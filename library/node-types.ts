/**
 * What the types know of a node: what it receives and what it gives. Each check lets through what is
 * `unknown` or `any`: a program is refused only for what is sure to fail.
 */
import type { NodeValue } from "@/core/task";

/** What the node gives when it succeeds. */
export type ResultOf<N> = N extends { readonly resultType: infer R } ? R : unknown;

/** What the node can take from what is before it. `never`: nothing, all its parameters are filled. */
export type ReceivedOf<N> = N extends { readonly receivedType: infer R } ? R : unknown;

/** Shown by the compiler where a node stands behind one whose result it cannot take. */
export interface CannotTake<Result, Received> {
  "this node cannot take the result before it": { result: Result; takes: Received };
}

/** `unknown` when `N` can take `Result`, otherwise a type that no node has. Made to be intersected with `N`. */
export type Takes<N, Result> = [ReceivedOf<N>] extends [never]
  ? CannotTake<Result, never>
  : [Known<Result>] extends [ReceivedOf<N>]
    ? unknown
    : CannotTake<Result, ReceivedOf<N>>;

// `Result` with `never`, which fits everywhere, in place of what is unknown, at any depth of it.
type Known<Result> = unknown extends Result ? never : { [K in keyof Result]: Known<Result[K]> };

/** Nodes that all receive `Result`: each one that cannot is the error. */
export type AllTake<T extends readonly unknown[], Result> = {
  [I in keyof T]: T[I] & Takes<T[I], Result>;
};

/** The steps of a chain: each takes the result of the one before. Of a list of unknown length nothing is checked. */
export type Steps<T extends readonly unknown[]> = {
  [I in keyof T]: T[I] & (number extends T["length"] ? unknown : TakesBefore<T, I>);
};

// The list with one more in front: at place I stands what is before step I.
type TakesBefore<T extends readonly unknown[], I extends keyof T> = I extends keyof Moved<T>
  ? Moved<T>[I] extends First
    ? unknown
    : Takes<T[I], ResultOf<Moved<T>[I]>>
  : unknown;
type Moved<T extends readonly unknown[]> = readonly [First, ...T];
interface First {
  isFirst: true;
}

/** The steps of a chain given as one list; of what only comes one by one nothing is checked. */
export type StepList<C> = C extends readonly unknown[] ? Steps<C> : unknown;

/** What the last step gives. */
export type LastResult<C> = C extends readonly [...unknown[], infer Last]
  ? ResultOf<Last>
  : ResultOf<Each<C>>;

/** What the first step receives. */
export type FirstReceived<C> = C extends readonly [infer Head, ...unknown[]]
  ? ReceivedOf<Head>
  : ReceivedOf<Each<C>>;

type Each<C> = C extends Iterable<infer N> ? N : never;

/** The list of what each gives: one by one where the nodes are written one by one. */
export type Results<C> = C extends readonly unknown[]
  ? { -readonly [I in keyof C]: ResultOf<C[I]> }
  : ResultOf<Each<C>>[];

/** What every one of them can take: a function that takes any of several takes what they have in common. */
export type EachReceived<C> = TakersOf<Each<C>> extends (value: infer R) => void ? R : unknown;

type TakersOf<N> = N extends unknown ? (value: ReceivedOf<N>) => void : never;

/** Where several are given: a list, a generator, a set. */
export type Nodes = Iterable<NodeValue>;
