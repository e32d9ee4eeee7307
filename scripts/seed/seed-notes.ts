import { randomKey, type CreatedNote, type NewNote, type NotesClient } from '#libs/api-client';
import { seal } from '#libs/note-crypto';

export interface SeededNote {
  kind: string;
  link: string;
  receipt: string;
}

export const NOTE_PASSWORD = 'open sesame 7';

const HOUR_MS = 3_600_000;
/** An expiry must lie ahead, and the clocks of the server and this machine may differ. */
const SOON_MS = 3_000;

type Fields = Partial<NewNote>;

/** Creates notes of every kind, anonymously or as the account of the access token. */
export class NoteSeeder {
  constructor(
    private readonly url: string,
    private readonly client: NotesClient,
    private readonly accessToken?: string,
  ) {}

  async seed(): Promise<SeededNote[]> {
    return [
      await this.sealed('sealed', 'Only the link opens this: the door code is 4711.'),
      await this.sealed(`sealed, password "${NOTE_PASSWORD}"`, 'The link and a password.', {}, NOTE_PASSWORD),
      await this.sealed('sealed, expires in an hour', 'Gone within the hour.', expiresIn(HOUR_MS)),
      await this.sealed(
        'sealed, reusable for a day',
        'As often as you like, until tomorrow.',
        reusableForADay(),
      ),
      await this.plain('plain', 'Written with curl, perhaps.'),
      await this.plain(`plain, password "${NOTE_PASSWORD}"`, 'Plain behind a password.', {
        password: NOTE_PASSWORD,
      }),
      await this.plain('plain, expires in 3 s', 'Too late.', expiresIn(SOON_MS)),
      await this.read(await this.plain('plain, already read', 'Another reader opened this first.')),
      await this.deleted(await this.plain('plain, deleted', 'Second thoughts.')),
    ];
  }

  private async sealed(
    kind: string,
    text: string,
    fields: Fields = {},
    password?: string,
  ): Promise<SeededNote> {
    const sealed = await seal(text, password === undefined ? {} : { password });
    const { envelope: content, linkSecret, accessProof, linkProof } = sealed;
    const { slug, receipt } = await this.create({ ...fields, content, password: accessProof, linkProof });
    return { kind, receipt, link: `${this.url}/secret/${slug}#${linkSecret}` };
  }

  private async plain(kind: string, content: string, fields: Fields = {}): Promise<SeededNote> {
    const { slug, receipt } = await this.create({ ...fields, content });
    return { kind, receipt, link: `${this.url}/secret/${slug}` };
  }

  private create(note: NewNote): Promise<CreatedNote> {
    const { accessToken } = this;
    return this.client.create(note, { idempotencyKey: randomKey(), accessToken });
  }

  private async read(note: SeededNote): Promise<SeededNote> {
    const readKey = randomKey();
    await this.client.read(slugIn(note), { readKey });
    await this.client.acknowledge(slugIn(note), readKey);
    return note;
  }

  private async deleted(note: SeededNote): Promise<SeededNote> {
    await this.client.remove(slugIn(note), note.receipt);
    return note;
  }
}

const slugIn = ({ link }: SeededNote) => new URL(link).pathname.replace('/secret/', '');
const expiresIn = (ms: number) => ({ expiresAt: new Date(Date.now() + ms) });
const reusableForADay = () => ({ ...expiresIn(24 * HOUR_MS), reusable: true });
