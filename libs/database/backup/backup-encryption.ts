import { open } from 'node:fs/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { OperatorError } from '#libs/observability';

/** First line of a file of age, https://age-encryption.org/v1. */
const MAGIC = Buffer.from('age-encryption.org/v1\n');
const IDENTITY = /^AGE-SECRET-KEY-[0-9A-Z-]+$/m;

export interface BackupKey {
  /** Private key, in the format of age-keygen. */
  file: string;
  recipient: string;
}

/** Creates a key pair for backups. Programs of age read it, too. */
export async function generateBackupKey(): Promise<BackupKey> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  return { file: `# public key: ${recipient}\n${identity}\n`, recipient };
}

export async function* encryptTo(
  recipient: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  yield* fromWeb(await encrypter.encrypt(toWeb(source)));
}

export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length));
    return bytesRead === MAGIC.length && buffer.equals(MAGIC);
  } finally {
    await file.close();
  }
}

/** @throws {OperatorError} if the key is missing or not that of the backup */
export async function* decryptWith(
  key: string | undefined,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const identity = IDENTITY.exec(key ?? '')?.[0];
  if (identity === undefined) {
    const problem = key === undefined ? 'the backup is encrypted' : 'the file of the key has no private key';
    throw new OperatorError(problem, { remedy: 'name the file of its private key: --key <file>' });
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const decrypted = await decrypter.decrypt(toWeb(source)).catch((cause: unknown) => {
    throw new OperatorError('the key does not open the backup', {
      remedy: 'name the file of its private key',
      cause,
    });
  });
  yield* fromWeb(decrypted);
}

function toWeb(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

async function* fromWeb(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
}
