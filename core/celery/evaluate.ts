/** What the expressions of a canvas come to. No code is run: only what is known here has a meaning. */
import { nodesIn, pipe } from "./build";
import { callOnCanvas, callOnTask, signatureFrom, type Methods } from "./methods";
import type { Python } from "./python";
import { PythonFault, type Place } from "./tokens";
import {
  Canvas,
  Header,
  Known,
  Method,
  TaskName,
  type Given,
  type Tell,
  type Value,
} from "./values";

const KNOWN = new Set([
  "chain",
  "group",
  "chord",
  "signature",
  "subtask",
  "sig",
  "TaskSet",
  "range",
  "zip",
  "list",
  "tuple",
  "xmap",
  "str",
]);

/** Where Celery's functions come from. */
const HOMES = new Set(["celery", "canvas", "app", "current_app", "celery.canvas"]);

/** A `for` makes at most so many. */
const MAX_ITEMS = 10_000;

export class Evaluator {
  readonly #variables: Map<string, Value>;
  readonly #methods: Methods;

  constructor(variables: Map<string, Value>, methods: Methods) {
    this.#variables = variables;
    this.#methods = methods;
  }

  get #tell(): Tell {
    return this.#methods.tell;
  }

  evaluate(python: Python): Value {
    switch (python.type) {
      case "value":
        return python.value;
      case "name":
        return this.#name(python.name);
      case "attribute":
        return this.#attribute(this.evaluate(python.of), python.name);
      case "list":
        return python.items.map((item) => this.evaluate(item));
      case "dict":
        return new Map(
          python.entries.map(([key, value]) => [
            String(this.evaluate(key) as string),
            this.evaluate(value),
          ]),
        );
      case "call":
        return this.#call(this.evaluate(python.of), {
          args: python.args.flatMap((argument) => this.#argument(argument)),
          kwargs: new Map(python.kwargs.map(({ name, value }) => [name, this.evaluate(value)])),
          at: { from: python.of.from, to: python.to },
        });
      case "minus": {
        const value = this.evaluate(python.of);
        return typeof value === "number"
          ? -value
          : this.#refuse("- stands before a number.", python);
      }
      case "each":
        return this.#each(python);
      case "operation":
        return this.#operation(python);
      case "index":
        return this.#index(python);
    }
  }

  /** A `for` inside of brackets is one argument: a list. */
  #argument(argument: Python): Value[] {
    return [this.evaluate(argument)];
  }

  #name(name: string): Value {
    const value = this.#variables.get(name);
    if (value !== undefined) return value;
    return KNOWN.has(name) ? new Known(name) : new TaskName(name);
  }

  #attribute(of: Value, name: string): Value {
    if (!(of instanceof TaskName)) return new Method(of, name);
    if (HOMES.has(of.path) && KNOWN.has(name)) return new Known(name);
    return new TaskName(`${of.path}.${name}`);
  }

  #call(callee: Value, given: Given): Value {
    const { at } = given;
    if (callee instanceof Known) return this.#known(callee.name, given);
    if (callee instanceof Header) return this.#chord(callee.nodes, given.args[0] ?? null, at);
    if (callee instanceof TaskName) return this.#taskCall(callee, given);
    if (callee instanceof Canvas)
      return callOnCanvas(callee, "", { given, methods: this.#methods }) ?? callee;
    if (callee instanceof Method && callee.of instanceof Canvas) {
      const called = callOnCanvas(callee.of, callee.name, { given, methods: this.#methods });
      return called ?? this.#refuse(`.${callee.name}( ) of a canvas cannot be read here.`, at);
    }
    return this.#refuse("This cannot be called in a canvas.", at);
  }

  /** The last part of the path is what is done: `tasks.add.s`. */
  #taskCall({ path }: TaskName, given: Given): Value {
    const dot = path.lastIndexOf(".");
    const task = new TaskName(dot < 0 ? path : path.slice(0, dot));
    const called =
      dot < 0
        ? null
        : callOnTask(task, path.slice(dot + 1), {
            given,
            methods: this.#methods,
            refuse: this.#refuse,
          });
    if (called !== null) return called;
    this.#tell(
      `${path}( ) would call the function at once. It is taken for a signature: ${path}.s( ).`,
      given.at,
    );
    return callOnTask(new TaskName(path), "s", {
      given,
      methods: this.#methods,
      refuse: this.#refuse,
    });
  }

  #known(name: string, given: Given): Value {
    const { args, kwargs, at } = given;
    switch (name) {
      case "chain":
        return this.#settings(this.#chain(args, at), given);
      case "group":
      case "TaskSet": {
        const given_ = args.length > 0 ? args : [kwargs.get("tasks") ?? []];
        return this.#settings(
          new Canvas({ kind: "group", children: this.#members(given_, at) }),
          given,
        );
      }
      case "chord": {
        const header = this.#members([args[0] ?? kwargs.get("header") ?? []], at);
        const body = args[1] ?? kwargs.get("body");
        return body === undefined ? new Header(header) : this.#chord(header, body, at);
      }
      case "signature":
      case "subtask":
      case "sig": {
        const [task, ...rest] = args;
        if (task instanceof Canvas) return task;
        if (typeof task !== "string")
          return this.#refuse("The name of a task stands first, in quotes.", at);
        const path = this.#methods.nameOf(new TaskName(task), at);
        return signatureFrom(path, { ...given, args: rest }, this.#methods);
      }
      case "range":
        return this.#range(args, at);
      case "zip": {
        const lists = args.map((list) =>
          Array.isArray(list) ? list : this.#refuse("zip takes lists.", at),
        );
        const length = Math.min(...lists.map((list) => list.length));
        return Array.from({ length }, (_, index) => lists.map((list) => list[index] ?? null));
      }
      case "str":
        return String(args[0] as string);
      case "list":
      case "tuple":
        return Array.isArray(args[0]) ? args[0] : [];
      default:
        return this.#refuse(`${name} cannot be read here.`, at);
    }
  }

  /** What is given by name to `chain( )` and `group( )`. */
  #settings(canvas: Canvas, { kwargs, at }: Given): Canvas {
    const rest = new Map([...kwargs].filter(([name]) => name !== "tasks"));
    if (rest.size === 0) return canvas;
    const given = { args: [], kwargs: rest, at };
    return callOnCanvas(canvas, "set", { given, methods: this.#methods }) ?? canvas;
  }

  #members(values: readonly Value[], at: Place) {
    const [only] = values;
    // A group as the only one is its members: chord(group(…), body).
    if (values.length === 1 && only instanceof Canvas && only.node.kind === "group")
      return only.node.children;
    return nodesIn(values, at, this.#tell);
  }

  #chain(args: readonly Value[], at: Place): Canvas {
    const [first, ...rest] = nodesIn(args, at, this.#tell);
    if (first === undefined) return this.#refuse("A chain needs a task.", at);
    return new Canvas(rest.reduce(pipe, first));
  }

  #chord(header: Canvas["node"][], body: Value, at: Place): Canvas {
    const [node] = nodesIn([body], at, this.#tell);
    if (node === undefined) return this.#refuse("A chord needs a body.", at);
    return new Canvas({ kind: "chord", header, body: node });
  }

  #range(args: readonly Value[], at: Place): Value {
    const numbers = args.map((value) =>
      typeof value === "number" ? value : this.#refuse("range takes numbers.", at),
    );
    const [start, stop, step] = numbers.length > 1 ? numbers : [0, ...numbers];
    const by = step ?? 1;
    const length = Math.max(0, Math.ceil(((stop ?? 0) - (start ?? 0)) / by));
    if (!(length <= MAX_ITEMS)) return this.#refuse(`This makes more than ${MAX_ITEMS}.`, at);
    return Array.from({ length }, (_, index) => (start ?? 0) + index * by);
  }

  #each({ item, variables, over, ...at }: Extract<Python, { type: "each" }>): Value {
    const items = this.evaluate(over);
    if (!Array.isArray(items))
      return this.#refuse(
        "What for goes over has no value in this text. Write a list or range(…).",
        over,
      );
    if (items.length > MAX_ITEMS) return this.#refuse(`This makes more than ${MAX_ITEMS}.`, at);
    return items.map((value) => {
      const inner = new Map(this.#variables);
      if (variables.length === 1) inner.set(variables[0] ?? "", value);
      else {
        const parts = Array.isArray(value) ? value : [];
        variables.forEach((variable, index) => inner.set(variable, parts[index] ?? null));
      }
      return new Evaluator(inner, this.#methods).evaluate(item);
    });
  }

  #index({ of, index, ...at }: Extract<Python, { type: "index" }>): Value {
    const [value, key] = [this.evaluate(of), this.evaluate(index)];
    if (Array.isArray(value) && typeof key === "number") return value.at(key) ?? null;
    if (value instanceof Map && typeof key === "string") return value.get(key) ?? null;
    return this.#refuse("Only lists and dicts that are written here can be looked into.", at);
  }

  #operation({ operator, left, right, ...at }: Extract<Python, { type: "operation" }>): Value {
    const [a, b] = [this.evaluate(left), this.evaluate(right)];
    if (operator === "|" && a instanceof Canvas && b instanceof Canvas)
      return new Canvas(pipe(a.node, b.node));
    if (operator === "|")
      return this.#refuse("| stands between signatures, for example add.s(2, 2) | mul.s(4).", at);
    if (typeof a === "number" && typeof b === "number") return calculate(operator, a, b);
    if (operator === "+" && typeof a === "string" && typeof b === "string") return a + b;
    if (operator === "+" && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
    if (operator === "*" && Array.isArray(a) && typeof b === "number" && a.length * b <= MAX_ITEMS)
      return Array.from({ length: Math.max(0, b) }, () => a).flat();
    return this.#refuse(`${operator} of these cannot be read here.`, at);
  }

  #refuse = (message: string, at: Place): never => {
    throw new PythonFault(message, at);
  };
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a - b * Math.floor(a / b);
    default:
      return a ** b;
  }
}
