import type { components } from './schema.js';

type Schemas = components['schemas'];

export type CreateNote = Schemas['CreateNote'];
export type CreatedNote = Schemas['CreatedNote'];
export type NoteMeta = Schemas['NoteMeta'];
export type OpenedNote = Schemas['OpenedNote'];
export type NoteReceipt = Schemas['NoteReceipt'];
export type Instance = Schemas['Instance'];
export type TokenPair = Schemas['TokenPair'];
export type Me = Schemas['Me'];
export type Session = Schemas['Sessions'][number];

/** Somewhere else that one can sign in through. */
export interface Provider {
  id: string;
  name: string;
}

/** A note as its author sees it. `content` is empty if it has a password, is sealed, was read or has expired. */
export type ListedNote = Schemas['ListedNote'];

/** `all`, or those that were or were not read. */
export type NoteFilter = 'all' | 'read' | 'unread';
