import { createHash, randomBytes, randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { insertNote } from '../../../apps/core/notes/create/create-note.sql.js';
import { readWithLease } from '../../../apps/core/notes/read/read-note.sql.js';

/**
 * Baseline of the benchmark: Fastify and pg with the same two statements, without validation, logs, request ids or rate
 * limits.
 */
interface CreateBody {
  content: string;
  password: string;
}

const READ_LEASE_SECONDS = 60;
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = Fastify();

const sha256 = (secret: string) => createHash('sha256').update(secret).digest();

server.post<{ Body: CreateBody }>('/api/v1/note', async (request, reply) => {
  const id = randomUUID();
  const slug = randomUUID();
  const receipt = randomBytes(32).toString('base64url');
  const { content, password } = request.body;
  const values = [id, slug, true, false, sha256(password), null, false, sha256(receipt), null, null, null];
  await pool.query({ ...insertNote, values: [...values, Buffer.from(content)] });
  return reply.code(201).send({ slug, receipt });
});

server.post<{ Body: { password: string }; Params: { slug: string } }>(
  '/api/v1/note/:slug/view',
  async (request) => {
    const key = String(request.headers['idempotency-key']);
    const values = [
      request.params.slug,
      sha256(request.body.password),
      null,
      sha256(key),
      [],
      READ_LEASE_SECONDS,
    ];
    const { rows } = await pool.query({ ...readWithLease, values });
    const [note] = rows;
    return { slug: note.slug, content: note.content.toString(), created_at: note.createdAt };
  },
);

await server.listen({ port: Number(process.env['HTTP_PORT']), host: '127.0.0.1' });
