/** PostgreSQL's clock runs on while a statement waits for a row lock, and all processes share it. */
export const NOW = 'clock_timestamp()';
/** Serves comparisons by index: no index serves the volatile `clock_timestamp()`. */
export const STATEMENT_START = 'statement_timestamp()';
export const NOT_EXPIRED = `(expires_at IS NULL OR expires_at > ${NOW})`;

export const erasePayload = (notes: string) =>
  `DELETE FROM note_payload USING ${notes} WHERE note_id = ${notes}.id`;

export interface EraseResult {
  erased: boolean;
}
