export { ShutdownHooks } from './shutdown-hooks.js';
export { Readiness } from './readiness.js';
export { runProgram, type UseLogger } from './run-program.js';
