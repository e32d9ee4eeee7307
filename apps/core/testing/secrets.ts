/** Fields whose values must never appear in a log. */
const SECRET_FIELDS = new Set([
  'access_token',
  'content',
  'email',
  'key',
  'label',
  'link_proof',
  'new_email',
  'new_password',
  'password',
  'receipt',
  'refresh_token',
  'secret',
  'slug',
  'token',
]);
const SLUG_IN_PATH = /\/note\/([^/?]+)/;
/** A shorter value may be an ordinary word of a log. */
const SHORTEST = 10;

class Secrets {
  private readonly words = new Set<string>();
  private readonly texts = new Set<string>();

  record(path: string, json: unknown): void {
    this.add(SLUG_IN_PATH.exec(path)?.[1] ?? '');
    this.addFields(json);
  }

  foundIn(text: string): string[] {
    const words = [...text.matchAll(/[\w-]+/g)].map(([word]) => word);
    const known = words.filter((word) => this.words.has(word));
    return [...new Set(known), ...[...this.texts].filter((secret) => text.includes(secret))];
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
    // Slugs and tokens can be many, so they are looked up by word instead of one by one.
    if (/^[\w-]+$/.test(secret)) this.words.add(secret);
    else this.texts.add(secret);
  }
}

export const secrets = new Secrets();

/** @throws {Error} if the output of a program contains a recorded secret */
export function assertNoSecretsIn(output: string): void {
  const found = secrets.foundIn(output);
  if (found.length > 0) throw new Error(`a program printed ${found.length} secrets, such as ${found[0]}`);
}
