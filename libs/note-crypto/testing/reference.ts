import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2Sync } from 'node:crypto';

/** The format of docs/crypto.md once more, on node:crypto, sharing nothing with the library. */
export interface Vector {
  name: string;
  text: string;
  password: string;
  link_secret: string;
  iv: string;
}

export interface Derived {
  salt: string;
  password_key: string;
  content_key: string;
  access_proof: string;
  link_proof: string;
  envelope: string;
}

export function referenceSeal(vector: Vector): Derived {
  const secret = Buffer.from(vector.link_secret, 'base64url');
  const salt = hkdf(secret, 'onasty/v1/salt', 16);
  const passwordKey = vector.password
    ? pbkdf2Sync(vector.password.normalize('NFKC'), salt, 600_000, 32, 'sha256')
    : Buffer.alloc(0);
  const input = Buffer.concat([secret, passwordKey]);
  const contentKey = hkdf(input, 'onasty/v1/content', 32);
  return {
    salt: salt.toString('hex'),
    password_key: passwordKey.toString('hex'),
    content_key: contentKey.toString('hex'),
    access_proof: hkdf(input, 'onasty/v1/access', 32).toString('base64url'),
    link_proof: hkdf(secret, 'onasty/v1/link', 32).toString('base64url'),
    envelope: encrypt(vector, contentKey),
  };
}

export function referenceOpen(envelope: string, contentKeyHex: string): string {
  const [form = '', header = '', iv = '', body = ''] = envelope.split('.');
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(contentKeyHex, 'hex'),
    Buffer.from(iv, 'base64url'),
  );
  decipher.setAAD(Buffer.from(`${form}.${header}`)).setAuthTag(bytes.subarray(-16));
  const plaintext = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  return plaintext.subarray(4, 4 + plaintext.readUInt32BE()).toString('utf8');
}

function encrypt({ text, password, iv }: Vector, contentKey: Buffer): string {
  const head = `onasty1.${Buffer.from([1, password ? 1 : 0]).toString('base64url')}`;
  const cipher = createCipheriv('aes-256-gcm', contentKey, Buffer.from(iv, 'base64url'));
  cipher.setAAD(Buffer.from(head));
  const body = Buffer.concat([cipher.update(padded(Buffer.from(text))), cipher.final(), cipher.getAuthTag()]);
  return `${head}.${iv}.${body.toString('base64url')}`;
}

function padded(text: Buffer): Buffer {
  const length = Math.max(text.length + 4, 256);
  const exponent = 31 - Math.clz32(length);
  const mask = (1 << (exponent - (32 - Math.clz32(exponent)))) - 1;
  const bytes = Buffer.alloc((length + mask) & ~mask);
  bytes.writeUInt32BE(text.length);
  text.copy(bytes, 4);
  return bytes;
}

function hkdf(input: Buffer, info: string, byteCount: number): Buffer {
  return Buffer.from(hkdfSync('sha256', input, '', info, byteCount));
}
