import type { MailStormResult } from './storm.js';

/** What came of a storm, for people. */
export function reportOf(result: MailStormResult, outageSeconds: number): string {
  const { mails, failedSignUps, faults, lost, twins, dead, drainSeconds } = result;
  const lines: [string, number][] = [
    ['mails', mails],
    ['sign-ups failed', failedSignUps],
    ['faults', faults],
    ['lost', lost],
    ...counted('sent twice', twins),
    ...counted('dead, then redriven', dead),
    ['seconds until all had come: after the storm', drainSeconds.storm],
    [`  after SMTP was away for ${outageSeconds} s`, drainSeconds.smtp],
    [`  after NATS was away for ${outageSeconds} s`, drainSeconds.nats],
  ];
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join('');
}

function counted(name: string, counts: ReadonlyMap<string, number>): [string, number][] {
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  return [[name, sum], ...[...counts].map(([part, count]): [string, number] => [`  ${part}`, count])];
}
