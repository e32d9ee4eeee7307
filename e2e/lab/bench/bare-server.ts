import { randomBytes, randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { loadConfig } from '#libs/config';
import { Database } from '#libs/database';
import { hashToken } from '#libs/encryption';
import { CreateNoteRepository } from '../../../apps/core/notes/create/create-note.repository.js';
import { createNoteId } from '../../../apps/core/notes/create/note-id.js';
import { ReadNoteRepository } from '../../../apps/core/notes/read/read-note.repository.js';

/**
 * Baseline of the benchmark: Fastify with core's statements, without Nest, validation, logs, request ids or rate limits.
 * Its distance from the minimal server is what the tables cost.
 */
interface CreateBody {
  content: string;
  password: string;
}

const READ_LEASE_SECONDS = 60;
const MONTH_SECONDS = 30 * 86_400;
const database = Database.open(loadConfig('core').database);
const createRepository = new CreateNoteRepository(database);
const readRepository = new ReadNoteRepository(database);
const server = Fastify();

server.post<{ Body: CreateBody }>('/api/v1/note', async (request, reply) => {
  const slug = randomUUID();
  const receipt = randomBytes(32).toString('base64url');
  const { content, password } = request.body;
  await createRepository.insert({
    id: createNoteId(),
    slug,
    sealed: true,
    hasPassword: false,
    accessHash: hashToken(password),
    linkHash: null,
    passwordHash: null,
    reusable: false,
    receiptHash: hashToken(receipt),
    requestHash: null,
    reference: null,
    noticeRecipientId: null,
    isNoticeWanted: null,
    label: null,
    labelKeyId: null,
    labelKeyFingerprint: null,
    keyId: null,
    keyFingerprint: null,
    content: Buffer.from(content),
    expiresAt: null,
    ttlSeconds: MONTH_SECONDS,
    maxTtlSeconds: null,
    heldReceiptHash: null,
    authorId: null,
  });
  return reply.code(201).send({ slug, receipt });
});

server.post<{ Body: { password: string }; Params: { slug: string } }>(
  '/api/v1/note/:slug/view',
  async (request, reply) => {
    const readKeyHash = hashToken(String(request.headers['idempotency-key']));
    const accessHash = hashToken(request.body.password);
    const { slug } = request.params;
    const note = await readRepository.readSealed(slug, accessHash, readKeyHash, READ_LEASE_SECONDS);
    if (note === null) return reply.code(404).send({});
    return { slug, content: note.content.toString(), created_at: note.createdAt };
  },
);

await server.listen({ port: Number(process.env['HTTP_PORT']), host: '127.0.0.1' });
