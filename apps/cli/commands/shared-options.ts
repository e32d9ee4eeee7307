import { Option } from 'commander';

export const serverOption = () =>
  new Option('-s, --server <url>', 'address of the Onasty server').env('ONASTY_SERVER');

export const jsonOption = (description: string) => new Option('--json', description);

export const yesOption = () => new Option('-y, --yes', 'read the note without a question');

export const passwordFileOption = () =>
  new Option('--password-file <file>', 'take the password of the note from a file instead of a prompt');
