export { dumpLines } from "./dump";
export { restoreLines } from "./restore";
export { BackupError, verify } from "./lines";
