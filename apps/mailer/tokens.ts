/** Wall clock in milliseconds since 1970. */
export type Clock = () => number;

export type Random = () => number;

export const MAILER_CONFIG = Symbol('MAILER_CONFIG');
export const LOGGER = Symbol('LOGGER');
export const EVENT_BUS = Symbol('EVENT_BUS');
export const MAIL_SENDER = Symbol('MAIL_SENDER');
export const CLOCK = Symbol('CLOCK');
export const RANDOM = Symbol('RANDOM');
