import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentPolicy } from '../../core/http/security-headers.js';
import type { MailboxAccess } from './mailbox-access.js';
import { listMails, readMail, type MailFile } from './mail-files.js';
import { framedMail, listPage, mailPage, SANDBOX } from './pages.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

export const MAILBOX_PATH = '/mailbox';
const COOKIE = 'onasty-mailbox';

const PAGE_POLICY = contentPolicy([
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
]);
/** A mail runs no script and loads nothing, as in a mail program. */
const MAIL_POLICY = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox ${SANDBOX}`;
const HTML = 'text/html; charset=utf-8';

type Request = FastifyRequest<{ Params: { id?: string }; Querystring: { key?: unknown } }>;

/** Shows mails to the clients of a session, to verify accounts without a mail server. Others get 404. */
export function serveMailbox(app: NestFastifyApplication, folder: string, access: MailboxAccess): void {
  const fastify = app.getHttpAdapter().getInstance();
  const serve = serveTo(access);
  const mailAs = (render: (mail: MailFile) => string) => async (id: string) => {
    const mail = await readMail(folder, id);
    return mail === null ? null : render(mail);
  };
  const showList = serve(HTML, async () => listPage(await listMails(folder)));
  fastify.get(MAILBOX_PATH, async (request: Request, reply: FastifyReply) => {
    const session = access.redeem(keyOf(request));
    if (session === null && !('key' in request.query && isAdmitted(request, access)))
      return showList(request, reply);
    if (session !== null) reply.header('set-cookie', cookieOf(session));
    return reply.redirect(MAILBOX_PATH, 303);
  });
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

function serveTo(access: MailboxAccess) {
  return (
    contentType: string,
    contentOf: (id: string) => Promise<string | null>,
    contentSecurityPolicy = PAGE_POLICY,
  ) =>
    async (request: Request, reply: FastifyReply) => {
      const content = isAdmitted(request, access) ? await contentOf(request.params.id ?? '') : null;
      if (content === null) return reply.callNotFound();
      return reply.header('content-security-policy', contentSecurityPolicy).type(contentType).send(content);
    };
}

function keyOf({ query: { key } }: Request): string {
  return typeof key === 'string' ? key : '';
}

function isAdmitted({ headers }: Request, access: MailboxAccess): boolean {
  const [, session = ''] = new RegExp(`(?:^|; *)${COOKIE}=([\\w-]+)`).exec(headers.cookie ?? '') ?? [];
  return access.isSession(session);
}

/** Without Secure, since the page is served over HTTP on loopback. */
function cookieOf(session: string): string {
  return `${COOKIE}=${session}; Path=${MAILBOX_PATH}; HttpOnly; SameSite=Strict`;
}
