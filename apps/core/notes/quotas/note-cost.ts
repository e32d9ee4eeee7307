/** Measured size of a row of `note` with its index entries. A tombstone takes as much. */
export const NOTE_ROW_BYTES = 640;

/** Measured alike, without the content. */
export const PAYLOAD_ROW_BYTES = 160;

export function chargedBytes(contentBytes: number): number {
  return contentBytes + NOTE_ROW_BYTES + PAYLOAD_ROW_BYTES;
}
