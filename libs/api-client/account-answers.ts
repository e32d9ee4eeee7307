import { isBoolean, isNumber, isRecord, isString, optional, shaped, type Guard } from './guards.js';
import type { Me, ListedNote, Provider, Session, TokenPair } from './schema-types.js';

export const isTokenPair = shaped<TokenPair>({ access_token: isString, refresh_token: isString });

export const isMe = shaped<Me>({
  email: isString,
  created_at: isString,
  last_login_at: optional(isString),
  notes_created: isNumber,
});

export const isSessions = listOf(
  shaped<Session>({
    id: isString,
    created_at: isString,
    last_used_at: isString,
    browser: isString,
    network: isString,
    current: isBoolean,
  }),
);

export const areListedNotes = listOf(
  shaped<ListedNote>({
    slug: isString,
    content: isString,
    keep_before_expiration: isBoolean,
    has_password: isBoolean,
    created_at: isString,
    expires_at: optional(isString),
    read_at: optional(isString),
    sealed: optional(isBoolean),
  }),
);

const isProviderList = listOf(shaped<Provider>({ id: isString, name: isString }));

export function isProviders(value: unknown): value is { providers: Provider[] } {
  return isRecord(value) && isProviderList(value['providers']);
}

function listOf<Value>(isItem: Guard<Value>): Guard<Value[]> {
  return (value): value is Value[] => Array.isArray(value) && value.every((item) => isItem(item));
}
