import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** Null when the server hung up without an answer. */
  status: number | null;
  body: unknown;
  /** From the connection to its end. */
  durationMs: number;
  sentBytes: number;
}

/** Writes bytes to a fresh connection, whatever HTTP says about them, and takes what comes back until the server hangs up. */
export async function sendRaw(
  address: string,
  write: (socket: Socket) => void | Promise<void>,
  withinMs = 90_000,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(address);
  const startedAt = performance.now();
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  const closed = new Promise<void>((resolve, reject) => {
    socket.setTimeout(withinMs, () => reject(new Error(`the server did not hang up within ${withinMs} ms`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('close', () => resolve());
    // A server that refuses a body midway may reset the connection; its answer came before.
    socket.on('error', () => undefined);
  });
  socket.once('connect', () => void write(socket));
  try {
    await closed;
  } finally {
    socket.destroy();
  }
  const text = Buffer.concat(chunks).toString();
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? Number.NaN) || null,
    body: jsonIn(text),
    durationMs: performance.now() - startedAt,
    sentBytes: socket.bytesWritten,
  };
}

function jsonIn(text: string): unknown {
  const start = text.indexOf('\r\n\r\n');
  const object = /\{.*\}/s.exec(start < 0 ? '' : text.slice(start))?.[0];
  return object === undefined ? undefined : JSON.parse(object);
}

/** Writes so much of filler as the other side takes, in pieces, and stops when it hangs up. */
export async function pour(socket: Socket, bytes: number, frame: (piece: Buffer) => Buffer): Promise<void> {
  const piece = frame(Buffer.alloc(64 * 1_024, 0x61));
  for (let sent = 0; sent < bytes && !socket.destroyed && socket.writable; sent += 64 * 1_024) {
    if (socket.write(piece)) continue;
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve);
      socket.once('close', () => resolve());
    });
  }
}

/** Writes one byte again and again, slowly, until the other side hangs up. */
export function drip(socket: Socket, byte: string, everyMs: number): void {
  const timer = setInterval(() => socket.writable && socket.write(byte), everyMs);
  socket.once('close', () => clearInterval(timer));
}
