export type Clock = () => number;

export const CONFIG = Symbol('CONFIG');

export const LOGGER = Symbol('LOGGER');

export const EVENT_BUS = Symbol('EVENT_BUS');

export const MAILBOX_PATH = Symbol('MAILBOX_PATH');

export const SENDS_MAIL = Symbol('SENDS_MAIL');

export const CLOCK = Symbol('CLOCK');
