import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** What a process prints whose logger has these settings. */
function printed(settings: { level: string; format: string }, script: string): string {
  const program = `
    import { createLogger } from '#libs/observability';
    const logger = createLogger('example', ${JSON.stringify(settings)});
    ${script}`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
}

describe('a logger', () => {
  it('prints a JSON object a line, without what secrets are called', () => {
    const line: unknown = JSON.parse(
      printed(
        { level: 'info', format: 'json' },
        `logger.info({ password: 'hunter2', tries: 2 }, 'refused');`,
      ),
    );
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
      service: 'example',
      password: '[redacted]',
      tries: 2,
      message: 'refused',
    });
  });

  it('prints what is as severe as its level, and nothing less', () => {
    const lines = printed(
      { level: 'warn', format: 'json' },
      `logger.info({}, 'quiet'); logger.warn({}, 'loud'); logger.error({}, 'louder');`,
    );
    expect(lines).not.toContain('quiet');
    expect(lines).toMatch(/loud.*\n.*louder/);
  });

  it('prints lines for people, without what secrets are called', () => {
    const line = printed(
      { level: 'info', format: 'pretty' },
      `logger.info({ token: 'hunter2' }, 'refused');`,
    );
    expect(line).toMatch(/INFO.*refused/s);
    expect(line).not.toContain('hunter2');
  });
});
