export { ShutdownHooks } from './shutdown-hooks.js';
export { Readiness } from './readiness.js';
export { runCommand, type PrintLine } from './run-command.js';
export { runProgram, type Fail, type UseLogger } from './run-program.js';
