/** A reader of the output may go away, as `head` does, and its disk may fill: the program carries on without it. */
export function ignoreOutputErrors(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
