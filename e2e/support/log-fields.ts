import { AlloyFile } from './alloy-file.js';

/** Alloy leaves these to the text of a line; `service` is the name of its container. */
const IN_THE_TEXT = ['service', 'message', 'err'];
const kept = new Set([...new AlloyFile('infra/alloy/config.alloy').namesIn('stage.json'), ...IN_THE_TEXT]);

/** @throws {Error} when one of these lines of a log has a field by which nobody could find it */
export function refuseUnkeptFields(lines: readonly string[]): void {
  const unkept = new Set(lines.flatMap(fieldsOf).filter((name) => !kept.has(name)));
  if (unkept.size > 0) throw new Error(`infra/alloy/config.alloy does not keep ${[...unkept].join(', ')}`);
}

/** None of a line that is no JSON, or that its program did not live to finish. */
function fieldsOf(line: string): string[] {
  if (!line.startsWith('{')) return [];
  try {
    return Object.keys(JSON.parse(line));
  } catch {
    return [];
  }
}
