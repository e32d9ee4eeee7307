/** Milliseconds since 1970. */
export type Clock = () => number;

/** Injects the process's `Config`. */
export const CONFIG = Symbol('CONFIG');

/** Injects the process's `Logger`. */
export const LOGGER = Symbol('LOGGER');

/** Injects the process's `EventBus`. */
export const EVENT_BUS = Symbol('EVENT_BUS');

/** Injects the process's `Clock`. */
export const CLOCK = Symbol('CLOCK');
