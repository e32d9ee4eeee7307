import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  at,
  bearer,
  newEmail,
  PASSWORD,
  signIn,
  signUp,
  tokensOf,
} from '../../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { createNote, createSealedNote, noteAt } from '../../apps/core/testing/note-actions.js';
import { until } from '../support/until.js';

const READERS = 32;

describe('two cores and a mailer behind Caddy', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await new TestDeployment()
      .withCores(2)
      .withRedis()
      .withMailers()
      .withCaddy()
      .onClonedDatabase()
      .start();
  });
  afterAll(() => deployment.stop());

  const mailedToken = async (email: string) => {
    const find = () => deployment.smtp.mails.find(({ recipients }) => recipients.includes(email));
    await until(`a mail to ${email} arrives`, () => find() !== undefined);
    const { text = '' } = await PostalMime.parse(find()?.raw ?? '');
    return /#t=([\w-]{20,})/.exec(text)?.[1];
  };

  it('serve the web UI and show a note to its first reader', async () => {
    const { http } = deployment;
    expect((await http.get('/')).text).toContain('<html');
    const { slug } = await createNote(http, { content: 'for one' });
    expect((await http.get(noteAt(slug))).body).toMatchObject({ content: 'for one' });
    expect((await http.get(noteAt(slug))).body).toMatchObject({ code: 'note.already_read' });
  });

  it(`show a sealed note to one of ${READERS} parallel readers at both cores`, async () => {
    const { slug, accessProof, envelope } = await createSealedNote(deployment.http, 'for one');
    const responses = await Promise.all(
      Array.from({ length: READERS }, (_, reader) =>
        (deployment.cores[reader % 2] ?? deployment.core).http.post(noteAt(slug, 'view'), {
          password: accessProof,
        }),
      ),
    );
    expect(responses.filter(({ text }) => text.includes(envelope))).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('mail the link that verifies an account, which then can sign in and out', async () => {
    const { http } = deployment;
    const email = newEmail();
    expect((await signUp(http, email)).status).toBe(201);
    expect((await signIn(http, email)).status).toBe(400);
    const token = await mailedToken(email);
    expect((await http.post(at('/auth/verify'), { token })).status).toBe(200);

    const { accessToken } = tokensOf(await signIn(http, email, PASSWORD));
    const { slug } = await createNote(http, {}, bearer(accessToken));
    expect((await http.get(at('/note'), bearer(accessToken))).text).toContain(slug);
    expect((await http.post(at('/auth/logout'), {}, bearer(accessToken))).status).toBeLessThan(300);
    expect((await http.get(at('/note'), bearer(accessToken))).status).toBe(401);
  });

  it('lose no note when each core is replaced', async () => {
    const { slug } = await createNote(deployment.http, { content: 'still here' });
    for (const index of deployment.cores.keys()) await deployment.restartCore(index, 'SIGTERM');
    await until('both cores serve', () => deployment.isServing());
    expect((await deployment.http.get(noteAt(slug))).body).toMatchObject({ content: 'still here' });
  });
});
