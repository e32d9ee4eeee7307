import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentPolicy } from '../../core/http/security-headers.js';
import { isThisMachine } from './is-this-machine.js';
import { listMails, readMail } from './mail-files.js';
import { listPage, mailPage } from './pages.js';
import { STYLE } from './style.js';

const CONTENT_POLICY = contentPolicy(["style-src 'self'"]);
const HTML = 'text/html; charset=utf-8';

/** Shows mails on this machine only, to verify accounts without a mail server. Other clients get 404. */
export function serveMailbox(app: NestFastifyApplication, folder: string): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get(
    '/mailbox',
    serve(HTML, async () => listPage(await listMails(folder))),
  );
  fastify.get(
    '/mailbox/style.css',
    serve('text/css; charset=utf-8', async () => STYLE),
  );
  fastify.get(
    '/mailbox/:id',
    serve(HTML, async (id) => {
      const mail = await readMail(folder, id);
      return mail === null ? null : mailPage(mail);
    }),
  );
}

function serve(contentType: string, contentOf: (id: string) => Promise<string | null>) {
  return async (request: FastifyRequest<{ Params: { id?: string } }>, reply: FastifyReply) => {
    const content = isThisMachine(request) ? await contentOf(request.params.id ?? '') : null;
    if (content === null) return reply.callNotFound();
    return reply.header('content-security-policy', CONTENT_POLICY).type(contentType).send(content);
  };
}
