/** Milliseconds since 1970. */
export type Clock = () => number;

export const CONFIG = Symbol('CONFIG');

export const LOGGER = Symbol('LOGGER');

export const EVENT_BUS = Symbol('EVENT_BUS');

/** Path of the page with the mails of a server that sends none; null elsewhere. */
export const MAILBOX_PATH = Symbol('MAILBOX_PATH');

export const CLOCK = Symbol('CLOCK');
