import { NetworkError } from './errors.js';

export type Guard<Value> = (value: unknown) => value is Value;

type IsOptional<Type, Key extends keyof Type> = object extends Pick<Type, Key> ? undefined : never;

/** One guard for each property, of exactly its type: a property that the schema gains or changes must be added here. */
type Shape<Type> = {
  [Key in keyof Type]-?: Guard<Exclude<Type[Key], undefined> | IsOptional<Type, Key>>;
};

export const isString: Guard<string> = (value) => typeof value === 'string';
export const isNumber: Guard<number> = (value) => typeof value === 'number';
export const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';

export function optional<Value>(guard: Guard<Value>): Guard<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || guard(value);
}

export function oneOf<Value extends string>(...values: readonly Value[]): Guard<Value> {
  return (value): value is Value => values.some((known) => known === value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Unknown properties are let through: a newer server may say more. */
export function shaped<Type extends object>(shape: Shape<Type>): Guard<Type> {
  return (value): value is Type => {
    if (!isRecord(value)) return false;
    for (const key in shape) if (!shape[key](value[key])) return false;
    return true;
  };
}

/** @throws {NetworkError} when it is not what Onasty would answer: somebody else did */
export function expecting<Value>(isExpected: Guard<Value>): (answer: unknown) => Value {
  return (answer) => {
    if (!isExpected(answer)) throw new NetworkError({ cause: answer });
    return answer;
  };
}
