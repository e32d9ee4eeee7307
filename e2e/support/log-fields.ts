import { AlloyFile } from './alloy-file.js';

/** Fields that stay in the text of a line, or come from the container. */
const IN_THE_TEXT = ['service', 'message', 'err'];
const kept = new Set([...new AlloyFile('infra/alloy/config.alloy').namesIn('stage.json'), ...IN_THE_TEXT]);

/** @throws {Error} if a log line has a field that Alloy drops */
export function assertFieldsAreKept(lines: readonly string[]): void {
  const unkept = new Set(lines.flatMap(fieldsOf).filter((name) => !kept.has(name)));
  if (unkept.size > 0) throw new Error(`infra/alloy/config.alloy does not keep ${[...unkept].join(', ')}`);
}

/** Empty for text and for a truncated last line. */
function fieldsOf(line: string): string[] {
  if (!line.startsWith('{')) return [];
  try {
    return Object.keys(JSON.parse(line));
  } catch {
    return [];
  }
}
