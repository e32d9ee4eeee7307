import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { renderMail } from '../templates/index.js';
import { mailExamples } from '../templates/mail-examples.js';
import { previewPage } from './preview-page.js';

/** Serves the preview on loopback: `mail-preview.ts --port 3025`; port 0 selects a free one. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '3025' } } });

function page(): string {
  const now = new Date();
  const context = {
    frontendUrl: 'http://localhost:3000',
    instanceName: 'Notes of Example Ltd',
    operatorEmail: 'notes@example.com',
    now,
  };
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
  process.stdout.write(`Mail preview: http://127.0.0.1:${port}\n`);
});
