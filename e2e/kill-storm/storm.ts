import {
  ApiError,
  NetworkError,
  acknowledgeWithRetry,
  createNotesClient,
  randomKey,
  readWithRetry,
} from '#libs/client';
import { deriveKeys, open, seal } from '#libs/envelope';
import type { KilledProduct } from './killed-product.js';

export interface StormSettings {
  /** Goes on until at least so many notes were read and so many kills happened. */
  notes: number;
  kills: number;
  /** Readers that compete for each note. */
  readers: number;
  /** Notes under way at once. */
  concurrency: number;
}

export interface StormResult {
  notes: number;
  kills: number;
  /** Creates and reads that were repeated because an answer did not come. */
  retries: number;
  /** Notes that were acknowledged to their sender and reached no reader. */
  lost: number;
  /** Notes that reached more than one reader. */
  readTwice: number;
  /** Notes whose reader got another text than was sent. */
  garbled: number;
}

type Client = ReturnType<typeof createNotesClient>;

interface SentNote {
  slug: string;
  text: string;
  password?: string;
  textOf: (content: string) => Promise<string>;
}

const RETRY_EVERY_MS = 100;

/** Sends and reads notes, several readers each, while the product is killed again and again. */
export async function storm(product: KilledProduct, settings: StormSettings): Promise<StormResult> {
  const client = createNotesClient({ baseUrl: product.address });
  const result = { notes: 0, kills: 0, retries: 0, lost: 0, readTwice: 0, garbled: 0 };
  const onRetry = () => (result.retries += 1);
  const goesOn = () => result.notes < settings.notes || product.kills < settings.kills;
  const worker = async () => {
    while (goesOn()) {
      const note = await send(client, result.notes, onRetry);
      result.notes += 1;
      const readings = await Promise.all(
        Array.from({ length: settings.readers }, () => readAs(client, note, onRetry)),
      );
      const texts = readings.filter((reading) => reading !== null);
      if (texts.length === 0) result.lost += 1;
      if (texts.length > 1) result.readTwice += 1;
      if (texts.some((text) => text !== note.text)) result.garbled += 1;
    }
  };
  const killing = product.killUntil(
    () => !goesOn(),
    () => result.notes,
  );
  await Promise.all(Array.from({ length: settings.concurrency }, worker));
  await killing;
  return { ...result, kills: product.kills };
}

/** Every second note is sealed, the others are plain. The same Idempotency-Key until the server says that it has the note. */
async function send(client: Client, number: number, onRetry: () => void): Promise<SentNote> {
  const text = `note ${number} ${randomKey()}`;
  const idempotencyKey = randomKey();
  if (number % 2 === 0) {
    const { slug } = await insist(() => client.create({ content: text }, { idempotencyKey }), onRetry);
    return { slug, text, textOf: async (content) => content };
  }
  const { envelope, linkSecret, accessProof } = await seal(text);
  const draft = { content: envelope, password: accessProof };
  const { slug } = await insist(() => client.create(draft, { idempotencyKey }), onRetry);
  const textOf = async (content: string) => open(content, await deriveKeys(linkSecret));
  return { slug, text, password: accessProof, textOf };
}

/** What one reader saw, with a key of its own, or null when the note went to another. */
async function readAs(client: Client, note: SentNote, onRetry: () => void): Promise<string | null> {
  const readKey = randomKey();
  try {
    const { content } = await readWithRetry(client, note.slug, {
      readKey,
      onRetry,
      ...(note.password !== undefined && { password: note.password }),
    });
    const text = await note.textOf(content);
    await acknowledgeWithRetry(client, note.slug, { readKey });
    return text;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'note.already_read') return null;
    if (mayBeRepeated(error)) return null;
    throw error;
  }
}

async function insist<T>(create: () => Promise<T>, onRetry: () => void): Promise<T> {
  for (;;) {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof NetworkError) && !(error instanceof ApiError && error.status >= 500))
        throw error;
      onRetry();
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
    }
  }
}

/** Whether no answer came, or one that says that the product is not there just now. */
function mayBeRepeated(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}
