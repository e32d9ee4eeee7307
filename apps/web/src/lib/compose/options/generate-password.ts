// Without 0, O, 1, l and I, because a password may be read out on the phone.
const ALPHABET = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** Twenty random characters in four groups: 116 bits. */
export function generatePassword(): string {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, randomCharacter).join(''),
  );
  return groups.join('-');
}

/** Rejection sampling: a remainder would favour some characters. */
function randomCharacter(): string {
  for (;;) {
    const [value = 0] = crypto.getRandomValues(new Uint8Array(1));
    const index = value & 63;
    if (index < ALPHABET.length) return ALPHABET.charAt(index);
  }
}
