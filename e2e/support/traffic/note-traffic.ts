import {
  ApiError,
  NetworkError,
  acknowledgeWithRetry,
  createNotesClient,
  randomKey,
  readWithRetry,
  type NewNote,
  type NotesClient,
} from '#libs/api-client';
import { deriveKeys, open, seal } from '#libs/note-crypto';
import { RequestTally } from './request-tally.js';

export interface NoteTrafficResult {
  notes: number;
  /** Created notes that reached no reader. */
  lost: number;
  /** Notes that reached more than one reader. */
  readTwice: number;
  /** Notes whose reader received a different text. */
  garbled: number;
}

/** Codes for a second reader, and for a lost note. */
const GONE = new Set(['note.already_read', 'note.not_found']);

interface SentNote {
  slug: string;
  text: string;
  password?: string;
  linkProof?: string;
  textOf: (content: string) => Promise<string>;
}

const RETRY_EVERY_MS = 100;
/** Longer than any injected fault. */
const PATIENCE_MS = 180_000;

/** Creates notes that several readers compete for. Retries with the same key, as the web UI does. */
export class NoteTraffic {
  readonly result: NoteTrafficResult = {
    notes: 0,
    lost: 0,
    readTwice: 0,
    garbled: 0,
  };
  private readonly client: NotesClient;

  /** @param tally may be shared with other traffic */
  constructor(
    address: string,
    readonly tally = new RequestTally(),
  ) {
    const fetch: typeof globalThis.fetch = (input, init) =>
      tally.count(
        () => globalThis.fetch(input, init),
        ({ status, headers }) => ({ status, retryAfter: headers.get('retry-after') }),
      );
    this.client = createNotesClient({ baseUrl: address, fetch });
  }

  /** Runs while `goesOn`, then finishes the notes in progress. */
  async run(goesOn: () => boolean, { readers, concurrency }: { readers: number; concurrency: number }) {
    const worker = async () => {
      while (goesOn()) await this.sendAndRead(readers);
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }

  private async sendAndRead(readers: number): Promise<void> {
    const { result } = this;
    const note = await this.send(result.notes);
    const readings = await Promise.all(Array.from({ length: readers }, () => this.readAs(note)));
    const texts = readings.filter((reading) => reading !== null);
    result.notes += 1;
    if (texts.length === 0) result.lost += 1;
    if (texts.length > 1) result.readTwice += 1;
    if (texts.some((text) => text !== note.text)) result.garbled += 1;
  }

  /** Alternates between plain and sealed notes. */
  private async send(number: number): Promise<SentNote> {
    const text = `note ${number} ${randomKey()}`;
    if (number % 2 === 0) {
      return { slug: await this.create({ content: text }), text, textOf: async (content) => content };
    }
    const { envelope, linkSecret, accessProof, linkProof } = await seal(text);
    const slug = await this.create({ content: envelope, password: accessProof, linkProof });
    const textOf = async (content: string) => open(content, await deriveKeys(linkSecret));
    return { slug, text, password: accessProof, linkProof, textOf };
  }

  /** Retries with the same key until the note is created. */
  private async create(note: NewNote): Promise<string> {
    const idempotencyKey = randomKey();
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return (await this.client.create(note, { idempotencyKey })).slug;
      } catch (error) {
        if (!isTransient(error) || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
      }
    }
  }

  /** Returns the text for one reader, or null if another reader was first. */
  private async readAs(note: SentNote): Promise<string | null> {
    const readKey = randomKey();
    try {
      const { content } = await readWithRetry(this.client, note.slug, {
        readKey,
        password: note.password,
        linkProof: note.linkProof,
      });
      const text = await note.textOf(content);
      await this.acknowledge(note.slug, readKey);
      return text;
    } catch (error) {
      if (error instanceof ApiError && GONE.has(error.code)) return null;
      if (isTransient(error)) return null;
      throw error;
    }
  }

  /** A failure does not matter: the reader has the text. */
  private async acknowledge(slug: string, readKey: string): Promise<void> {
    try {
      await acknowledgeWithRetry(this.client, slug, { readKey });
    } catch (error) {
      if (!isTransient(error) && !(error instanceof ApiError && GONE.has(error.code))) throw error;
    }
  }
}

/** True for network errors and 5xx. */
function isTransient(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}
