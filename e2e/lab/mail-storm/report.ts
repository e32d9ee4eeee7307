import type { MailStormResult } from './storm.js';

/** What came of a storm, for people. */
export function reportOf(result: MailStormResult, outageSeconds: number): string {
  const { mails, failedSignUps, failures, faults, lost, twins, dead, settledSeconds, drains } = result;
  const lines: [string, string | number][] = [
    ['mails', mails],
    ['sign-ups failed', failedSignUps],
    ...parts(failures),
    ['faults', faults],
    ['lost', lost],
    ['sent twice', sum(twins)],
    ...parts(twins),
    ['dead, then redriven', sum(dead)],
    ...parts(dead),
    ['until all had come after the storm', `${settledSeconds} s`],
    [`after SMTP was away for ${outageSeconds} s`, `${drains.smtp.seconds} s (${drains.smtp.mails} mails)`],
    [`after NATS was away for ${outageSeconds} s`, `${drains.nats.seconds} s (${drains.nats.mails} mails)`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join('');
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0);
const parts = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([name, count]): [string, number] => [`  ${name}`, count]);
