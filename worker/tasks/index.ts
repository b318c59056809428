import type { TaskDefinition } from "@/core/task";
import { filesList } from "./files-list";
import { filesReport } from "./files-report";
import { filesWordCount } from "./files-word-count";
import { flowChain } from "./flow-chain";
import { flowCountdown } from "./flow-countdown";
import { flowEcho } from "./flow-echo";
import { flowFail } from "./flow-fail";
import { flowProgress } from "./flow-progress";
import { flowSpawn } from "./flow-spawn";
import { flowStop } from "./flow-stop";
import { mathAdd } from "./math-add";
import { mathMul } from "./math-mul";
import { mathSum } from "./math-sum";
import { textJoin } from "./text-join";
import { textUpper } from "./text-upper";
import { timeSleep } from "./time-sleep";

/** The tasks that every worker offers. `files.*` read below `filesRoot` only. */
export function builtInTasks(options: { filesRoot: string }): TaskDefinition[] {
  return [
    mathAdd,
    mathMul,
    mathSum,
    textUpper,
    textJoin,
    timeSleep,
    flowFail,
    flowCountdown,
    flowSpawn,
    flowProgress,
    flowEcho,
    flowChain,
    flowStop,
    filesList(options.filesRoot),
    filesWordCount(options.filesRoot),
    filesReport,
  ];
}
