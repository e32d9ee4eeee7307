import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentPolicy } from '../../core/http/security-headers.js';
import { isThisMachine } from './is-this-machine.js';
import { listMails, readMail, type MailFile } from './mail-files.js';
import { framedMail, listPage, mailPage, SANDBOX } from './pages.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

export const MAILBOX_PATH = '/mailbox';

const PAGE_POLICY = contentPolicy([
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
]);
/** A mail runs no script and loads nothing, as in a mail program. */
const MAIL_POLICY = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox ${SANDBOX}`;
const HTML = 'text/html; charset=utf-8';

/** Shows mails on this machine only, to verify accounts without a mail server. Other clients get 404. */
export function serveMailbox(app: NestFastifyApplication, folder: string): void {
  const fastify = app.getHttpAdapter().getInstance();
  const mailAs = (render: (mail: MailFile) => string) => async (id: string) => {
    const mail = await readMail(folder, id);
    return mail === null ? null : render(mail);
  };
  fastify.get(
    MAILBOX_PATH,
    serve(HTML, async () => listPage(await listMails(folder))),
  );
  fastify.get(
    `${MAILBOX_PATH}/style.css`,
    serve('text/css; charset=utf-8', async () => STYLE),
  );
  fastify.get(
    `${MAILBOX_PATH}/script.js`,
    serve('text/javascript; charset=utf-8', async () => SCRIPT),
  );
  fastify.get(`${MAILBOX_PATH}/:id`, serve(HTML, mailAs(mailPage)));
  fastify.get(`${MAILBOX_PATH}/:id/html`, serve(HTML, mailAs(framedMail), MAIL_POLICY));
}

function serve(
  contentType: string,
  contentOf: (id: string) => Promise<string | null>,
  contentSecurityPolicy = PAGE_POLICY,
) {
  return async (request: FastifyRequest<{ Params: { id?: string } }>, reply: FastifyReply) => {
    const content = isThisMachine(request) ? await contentOf(request.params.id ?? '') : null;
    if (content === null) return reply.callNotFound();
    return reply.header('content-security-policy', contentSecurityPolicy).type(contentType).send(content);
  };
}
