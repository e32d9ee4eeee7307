import { NetworkError } from './errors.js';

export type Guard<Value> = (value: unknown) => value is Value;

type IsOptional<Type, Key extends keyof Type> = object extends Pick<Type, Key> ? undefined : never;

/** A guard per property, so that a change of the schema fails to compile until its guard follows. */
type Shape<Type> = {
  [Key in keyof Type]-?: Guard<Exclude<Type[Key], undefined> | IsOptional<Type, Key>>;
};

export const isString: Guard<string> = (value) => typeof value === 'string';
export const isNumber: Guard<number> = (value) => typeof value === 'number';
export const isNumberOrNull: Guard<number | null> = (value) => value === null || typeof value === 'number';
export const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';

export function optional<Value>(guard: Guard<Value>): Guard<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || guard(value);
}

export function oneOf<Value extends string>(...values: readonly Value[]): Guard<Value> {
  return (value): value is Value => values.some((known) => known === value);
}

export function listOf<Value>(isItem: Guard<Value>): Guard<Value[]> {
  return (value): value is Value[] => Array.isArray(value) && value.every((item) => isItem(item));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Accepts unknown properties, which a newer server may send. */
export function shaped<Type extends object>(shape: Shape<Type>): Guard<Type> {
  return (value): value is Type => {
    if (!isRecord(value)) return false;
    for (const key in shape) if (!shape[key](value[key])) return false;
    return true;
  };
}

/** Checks a response body. @throws {NetworkError} for a body that Onasty does not send */
export function expecting<Value>(isExpected: Guard<Value>): (body: unknown) => Value {
  return (body) => {
    if (!isExpected(body)) throw new NetworkError({ cause: body });
    return body;
  };
}
