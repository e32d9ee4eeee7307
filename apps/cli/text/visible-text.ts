/** C0 and C1 controls except tab and line feed, and marks of writing direction. */
// eslint-disable-next-line no-control-regex -- finds them
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Shows control characters instead of sending them to a terminal, which they could command. */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(CONTROLS, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20
      ? `^${String.fromCharCode(code + 0x40)}`
      : `<U+${code.toString(16).padStart(4, '0').toUpperCase()}>`;
  });
}
