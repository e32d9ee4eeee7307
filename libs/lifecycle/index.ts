export { Closers } from './closers.js';
export { Readiness } from './readiness.js';
export { runProgram, type LogTo } from './run-program.js';
