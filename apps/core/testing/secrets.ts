/** Fields of requests and answers whose values no log may hold. */
const SECRET_FIELDS = new Set([
  'access_token',
  'content',
  'email',
  'new_email',
  'new_password',
  'password',
  'receipt',
  'refresh_token',
  'slug',
  'token',
]);
const SLUG_IN_PATH = /\/note\/([^/?]+)/;
/** Shorter ones are words that a log may well have. */
const SHORTEST = 10;

/** What was sent and answered in one test file, and must not be told. */
class Secrets {
  private readonly words = new Set<string>();
  private readonly texts = new Set<string>();

  /** Of a request to this path, or of the answer to it. */
  record(path: string, json: unknown): void {
    this.add(SLUG_IN_PATH.exec(path)?.[1] ?? '');
    this.addFields(json);
  }

  /** Those that are in the text. */
  foundIn(text: string): string[] {
    const words = [...text.matchAll(/[\w-]+/g)].map(([word]) => word);
    const told = words.filter((word) => this.words.has(word));
    return [...new Set(told), ...[...this.texts].filter((secret) => text.includes(secret))];
  }

  private addFields(json: unknown): void {
    if (typeof json !== 'object' || json === null) return;
    for (const [name, value] of Object.entries(json)) {
      if (typeof value !== 'string') this.addFields(value);
      else if (SECRET_FIELDS.has(name)) this.add(value);
    }
  }

  private add(secret: string): void {
    if (secret.length < SHORTEST) return;
    // There may be very many slugs and tokens, so these are not looked for one by one.
    if (/^[\w-]+$/.test(secret)) this.words.add(secret);
    else this.texts.add(secret);
  }
}

export const secrets = new Secrets();

/** @throws {Error} when a program told one of them */
export function assertNoSecretsIn(told: string): void {
  const found = secrets.foundIn(told);
  if (found.length > 0) throw new Error(`a program told ${found.length} secrets, such as ${found[0]}`);
}
