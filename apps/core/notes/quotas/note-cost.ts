/** Measured size of a note's row in `note`, with its entries in every index. Its tombstone costs as much. */
export const NOTE_ROW_BYTES = 640;

/** Measured size of a payload's row without its content, with its index entry. */
export const PAYLOAD_ROW_BYTES = 160;

export function chargedBytes(contentBytes: number): number {
  return contentBytes + NOTE_ROW_BYTES + PAYLOAD_ROW_BYTES;
}
