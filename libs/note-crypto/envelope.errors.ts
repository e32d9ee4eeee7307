export type EnvelopeErrorCode =
  | 'envelope.malformed'
  | 'envelope.unsupported_version'
  | 'envelope.refused'
  | 'envelope.text_malformed'
  | 'envelope.crypto_unavailable'
  | 'link.incomplete';

const messages: Record<EnvelopeErrorCode, string> = {
  'envelope.malformed': 'This is not a sealed note, or it is damaged.',
  'envelope.unsupported_version': 'This note was sealed by a newer version of Onasty.',
  'envelope.refused': 'The link or the password does not fit this note, or the note was changed.',
  'envelope.text_malformed': 'The text holds characters that cannot be written as UTF-8.',
  'envelope.crypto_unavailable': 'Encryption needs a page served over HTTPS.',
  'link.incomplete': 'The part of the link after # is missing or damaged.',
};

/** Any failure of this library. Decide by `code`, which is stable. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';

  constructor(
    readonly code: EnvelopeErrorCode,
    options?: ErrorOptions,
  ) {
    super(messages[code], options);
  }
}
