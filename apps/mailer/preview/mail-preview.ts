import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { renderMail } from '../templates/index.js';
import { mailExamples } from '../templates/mail-examples.js';
import { previewPage } from './preview-page.js';

/** `npm run mail:preview -- --port 3025`: all mails on one page, on this machine only. Port 0 is any that is free. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '3025' } } });

function page(): string {
  const now = new Date();
  const context = { frontendUrl: 'http://localhost:3000', now };
  return previewPage(
    mailExamples(now).map((mail) => ({ ...renderMail(mail, context), template: mail.template_name })),
  );
}

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(page());
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`the mails are at http://127.0.0.1:${port}\n`);
});
