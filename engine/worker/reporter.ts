/** What a handler says while it runs, sent at most every 100 ms and all of it before the step ends. */
import type { StepReport } from "@/core/events";
import type { Commands } from "../commands";
import { appendLogs } from "../logs";

const EVERY_MS = 100;
const MAX_LABEL = 200;
const MAX_LINE = 8000;
/** Lines kept while Redis does not answer. */
const MAX_WAITING = 1000;

export interface ReporterOptions {
  commands: Commands;
  runId: string;
  element: number;
  token: string;
  epoch: number;
  attempt: number;
  /** Of earlier iterations. */
  before: StepReport;
  onError: (error: unknown) => void;
}

export class Reporter {
  readonly #options: ReporterOptions;
  #report: StepReport;
  #isChanged = false;
  #lines: { at: number; message: string }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#report = options.before;
  }

  progress(completed: number, total: number): void {
    this.#note({ completed: Math.min(completed, total), total });
  }

  setState(label: string): void {
    this.#note({ label: String(label).slice(0, MAX_LABEL) });
  }

  log(message: string): void {
    this.#lines.push({ at: Date.now(), message: String(message).slice(0, MAX_LINE) });
    if (this.#lines.length > MAX_WAITING) this.#lines.shift();
    this.#schedule();
  }

  /** Resolves when everything said so far is stored, or was refused because the step is no longer ours. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#send();
    await this.#sending;
  }

  #note(report: StepReport): void {
    this.#report = { ...this.#report, ...report };
    this.#isChanged = true;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, EVERY_MS);
  }

  #send(): void {
    const { commands, runId, element, token, epoch, attempt, onError } = this.#options;
    const lines = this.#lines;
    this.#lines = [];
    const report = this.#isChanged ? JSON.stringify({ ...this.#report, epoch }) : undefined;
    this.#isChanged = false;
    if (report === undefined && lines.length === 0) return;
    const { total } = this.#report;
    this.#sending = this.#sending
      .then(async () => {
        if (report !== undefined) {
          const said = { element, token, report, ...(total === undefined ? {} : { total }) };
          await commands.reportStep(runId, said);
        }
        if (lines.length > 0) await appendLogs(commands, { runId, element, attempt, lines });
      })
      .catch(onError);
  }
}
