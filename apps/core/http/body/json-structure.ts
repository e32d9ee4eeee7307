const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `[` and `{` differ in this bit alone, and so do `]` and `}`. */
const CASE_BIT = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;
const COLON = 0x3a;

/** Runs before parsing: parsing a body of brackets only costs a hundred times as much. */
export function isNestedDeeperThan(maxDepth: number, json: Buffer): boolean {
  return someOutsideStrings(json, (_byte, depth) => depth > maxDepth);
}

/** Number of members of the outermost object. `JSON.parse` drops all but the last of those with the same name. */
export function countMembers(json: Buffer): number {
  let members = 0;
  someOutsideStrings(json, (byte, depth) => {
    if (byte === COLON && depth === 1) members += 1;
    return false;
  });
  return members;
}

function someOutsideStrings(json: Buffer, predicate: (byte: number, depth: number) => boolean): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfString(json, at);
    else if ((byte | CASE_BIT) === CLOSING) depth -= 1;
    else if ((byte | CASE_BIT) === OPENING) depth += 1;
    if (predicate(byte, depth)) return true;
  }
  return false;
}

function endOfString(json: Buffer, start: number): number {
  let at = json.indexOf(QUOTE, start + 1);
  while (at !== -1) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
    at = json.indexOf(QUOTE, at + 1);
  }
  return json.length;
}
