/** Upper bound of a row of `note` with its index entries, as measured. A tombstone takes as much. */
export const NOTE_ROW_BYTES = 640;

/** The rest of both rows, without the content. */
export const PAYLOAD_ROW_BYTES = 160;

export function chargedBytes(contentBytes: number): number {
  return contentBytes + NOTE_ROW_BYTES + PAYLOAD_ROW_BYTES;
}
