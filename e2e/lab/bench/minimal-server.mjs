import { randomUUID } from 'node:crypto';
import process from 'node:process';
import Fastify from 'fastify';
import pg from 'pg';

/** Yardstick of the benchmark: one INSERT and one DELETE on a table with one index. It shares no code with core. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = Fastify();

await pool.query('CREATE TABLE IF NOT EXISTS minimal_note (slug text PRIMARY KEY, content text NOT NULL)');

server.post('/api/v1/note', async (request, reply) => {
  const slug = randomUUID();
  await pool.query({
    name: 'create',
    text: 'INSERT INTO minimal_note (slug, content) VALUES ($1, $2)',
    values: [slug, request.body.content],
  });
  return reply.code(201).send({ slug });
});

server.post('/api/v1/note/:slug/view', async (request, reply) => {
  const { slug } = request.params;
  const { rows } = await pool.query({
    name: 'read',
    text: 'DELETE FROM minimal_note WHERE slug = $1 RETURNING content',
    values: [slug],
  });
  const [note] = rows;
  return note === undefined ? reply.code(404).send({ slug }) : { slug, content: note.content };
});

await server.listen({ port: Number(process.env['HTTP_PORT']), host: '127.0.0.1' });
