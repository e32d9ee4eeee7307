-- Run on a restored database before core starts.
BEGIN;

-- Backups contain no content, so unread notes are gone, and their links should report that.
DELETE FROM note
 WHERE read_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())
   AND NOT EXISTS (SELECT FROM note_payload WHERE note_id = note.id);

-- Sessions that ended after the backup must stay ended.
DELETE FROM session;

COMMIT;
