export const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'Done.'],
  ['1', 'The command was used wrongly, or a question was declined. Nothing was opened, sent or deleted.'],
  ['2', "The server can't be reached or can't respond."],
  ['3', 'The note was not found, was read, or has expired.'],
  ['4', 'The password is wrong or missing. The note is still there.'],
  ['5', 'The server rejected the request, or a signature does not fit.'],
  ['130, 141, 143', 'Interrupted by Ctrl-C, by the end of the reading program, or by a signal.'],
];
