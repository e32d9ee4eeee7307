import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_FAULTS } from './mail-faults.js';
import { MailWorld } from './mail-world.js';
import { mailStorm } from './storm.js';

/** `npm run lab -- storm mail` kills and wipes as well, and then waits for minutes, as the product does. */
const QUICK = MAIL_FAULTS.filter(({ quick }) => quick);

describe('a short storm of mails', () => {
  let world: MailWorld;

  beforeAll(async () => {
    world = await MailWorld.start();
  });
  afterAll(async () => {
    await world.stop();
  });

  it('loses none, and sends none twice but those that SMTP took and never said so', async () => {
    const result = await mailStorm(world, { mails: 60, outageSeconds: 0, faults: QUICK });
    expect(result).toMatchObject({ failedSignUps: 0, faults: expect.any(Number), lost: 0 });
    expect(result.mails).toBeGreaterThanOrEqual(60);
    expect([...result.twins.keys()]).toEqual(['SMTP took it and never said so']);
    expect([...result.dead.keys()]).toEqual(['smtp 5.1.1']);
  });
});
