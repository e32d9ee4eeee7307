export { isRoutable, repairAddress } from './link.js';
