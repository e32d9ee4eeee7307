import {
  ApiError,
  NetworkError,
  acknowledgeWithRetry,
  createNotesClient,
  randomKey,
  readWithRetry,
  type NotesClient,
} from '#libs/api-client';
import { deriveKeys, open, seal } from '#libs/note-crypto';
import { RequestTally } from './request-tally.js';

export interface NoteTrafficResult {
  notes: number;
  /** Notes that were acknowledged to their sender and reached no reader. */
  lost: number;
  /** Notes that reached more than one reader. */
  readTwice: number;
  /** Notes whose reader got another text than was sent. */
  garbled: number;
}

/** What a reader is told who comes second, or who looks for a note that was lost. */
const GONE = new Set(['note.already_read', 'note.not_found']);

interface SentNote {
  slug: string;
  text: string;
  password?: string;
  textOf: (content: string) => Promise<string>;
}

const RETRY_EVERY_MS = 100;
/** Longer than any fault lasts. */
const PATIENCE_MS = 180_000;

/** Sends notes and reads each, several readers at once, as the web UI does: what fails is repeated with the same key. */
export class NoteTraffic {
  readonly result: NoteTrafficResult = {
    notes: 0,
    lost: 0,
    readTwice: 0,
    garbled: 0,
  };
  private readonly client: NotesClient;

  /** @param tally of its requests; others may share it */
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

  /** Goes on as long as it is told, so many notes at once; notes under way are read before it ends. */
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

  /** Every second note is sealed, the others are plain. */
  private async send(number: number): Promise<SentNote> {
    const text = `note ${number} ${randomKey()}`;
    if (number % 2 === 0) {
      return { slug: await this.create({ content: text }), text, textOf: async (content) => content };
    }
    const { envelope, linkSecret, accessProof } = await seal(text);
    const slug = await this.create({ content: envelope, password: accessProof });
    const textOf = async (content: string) => open(content, await deriveKeys(linkSecret));
    return { slug, text, password: accessProof, textOf };
  }

  /** With the same Idempotency-Key until the server says that it has the note. */
  private async create(note: { content: string; password?: string }): Promise<string> {
    const idempotencyKey = randomKey();
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return (await this.client.create(note, { idempotencyKey })).slug;
      } catch (error) {
        if (!isPassing(error) || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
      }
    }
  }

  /** What one reader saw, with a key of its own, or null when the note went to another. */
  private async readAs(note: SentNote): Promise<string | null> {
    const readKey = randomKey();
    try {
      const { content } = await readWithRetry(this.client, note.slug, {
        readKey,
        ...(note.password !== undefined && { password: note.password }),
      });
      const text = await note.textOf(content);
      await this.acknowledge(note.slug, readKey);
      return text;
    } catch (error) {
      if (error instanceof ApiError && GONE.has(error.code)) return null;
      if (isPassing(error)) return null;
      throw error;
    }
  }

  /** Who has the text has it, whatever becomes of this. */
  private async acknowledge(slug: string, readKey: string): Promise<void> {
    try {
      await acknowledgeWithRetry(this.client, slug, { readKey });
    } catch (error) {
      if (!isPassing(error) && !(error instanceof ApiError && GONE.has(error.code))) throw error;
    }
  }
}

/** Whether no answer came, or one that says that the product is not there just now. */
function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}
