export { Closers } from './closers.js';
export { runProgram } from './run-program.js';
