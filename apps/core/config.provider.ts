/** Where Nest finds the process's `Config`. */
export const CONFIG = Symbol('CONFIG');

/** Where Nest finds the process's `Logger`. */
export const LOGGER = Symbol('LOGGER');

/** Where Nest finds the process's `EventBus`. */
export const EVENT_BUS = Symbol('EVENT_BUS');
