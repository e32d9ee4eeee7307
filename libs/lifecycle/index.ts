export { Closers } from './closers.js';
export { runProgram, type LogFaultsTo } from './run-program.js';
