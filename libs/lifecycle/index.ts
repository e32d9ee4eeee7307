export { ShutdownHooks } from './shutdown-hooks.js';
export { Readiness } from './readiness.js';
export { runProgram, type LogTo } from './run-program.js';
