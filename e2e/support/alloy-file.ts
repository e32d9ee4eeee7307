import { readFileSync } from 'node:fs';

/** Labels of log streams: the first comes from the container, the second from the line. */
export const LABELS = ['service', 'level'];

const COMPONENT = /^([a-z]+(?:\.[a-z]+)+) "(\w+)" \{$/gm;
const REFERENCE = /\b([a-z]+(?:\.[a-z]+)+\.\w+)\.(?:targets|output|receiver|input)\b/g;
const ENTRY = /(\w+)\s*=\s*""/g;

/** Parts of Alloy's configuration language that infra/alloy uses. https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/ */
export class AlloyFile {
  private readonly text: string;

  constructor(path: string) {
    this.text = readFileSync(path, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
  }

  /** True if brackets match. */
  get isBalanced(): boolean {
    const open: string[] = [];
    const partner = new Map([
      ['}', '{'],
      [']', '['],
    ]);
    for (const [bracket] of this.text.replaceAll(/"(\\.|[^"\\])*"/g, '').matchAll(/[{}[\]]/g)) {
      const opening = partner.get(bracket);
      if (opening === undefined) open.push(bracket);
      else if (open.pop() !== opening) return false;
    }
    return open.length === 0;
  }

  /** Names of components, such as `loki.write.loki`. */
  get components(): string[] {
    return [...this.text.matchAll(COMPONENT)].map(([, kind = '', label = '']) => `${kind}.${label}`);
  }

  /** Components that others reference. */
  get references(): string[] {
    return [...this.text.matchAll(REFERENCE)].map(([, component = '']) => component);
  }

  /** Names in the only block of this kind. */
  namesIn(block: string): string[] {
    const start = this.text.indexOf(`${block} {`);
    if (start < 0) throw new Error(`the configuration has no block ${block}`);
    const list = this.text.slice(this.text.indexOf('= {', start), this.text.indexOf('}', start));
    return [...list.matchAll(ENTRY)].map(([, name = '']) => name);
  }

  /** Destinations of data. */
  get addresses(): URL[] {
    return [...this.text.matchAll(/"(http:[^"]+)"/g)].map(([, address = '']) => new URL(address));
  }
}
