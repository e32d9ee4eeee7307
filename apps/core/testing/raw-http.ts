import { connect, type Socket } from 'node:net';

export interface RawResponse {
  /** Null if the server closed the connection without a response. */
  status: number | null;
  head: string;
  body: unknown;
  durationMs: number;
  sentBytes: number;
}

export async function sendRaw(
  address: string,
  write: (socket: Socket) => void | Promise<void>,
  withinMs = 90_000,
): Promise<RawResponse> {
  const { hostname, port } = new URL(address);
  const startedAt = performance.now();
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  const closed = new Promise<void>((resolve, reject) => {
    socket.setTimeout(withinMs, () => reject(new Error(`the server did not hang up within ${withinMs} ms`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('close', () => resolve());
    // A server that rejects a body midway may reset the connection after its response.
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
    head: text.split('\r\n\r\n')[0] ?? '',
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

/** Writes filler at the speed of the other side until it closes the connection. */
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

export function drip(socket: Socket, byte: string, everyMs: number): void {
  const timer = setInterval(() => socket.writable && socket.write(byte), everyMs);
  socket.once('close', () => clearInterval(timer));
}
