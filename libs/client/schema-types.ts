import type { components } from './schema.js';

type Schemas = components['schemas'];

export type CreateNote = Schemas['CreateNote'];
export type CreatedNote = Schemas['CreatedNote'];
export type NoteMeta = Schemas['NoteMeta'];
export type OpenedNote = Schemas['OpenedNote'];
export type NoteReceipt = Schemas['NoteReceipt'];
export type Instance = Schemas['Instance'];
