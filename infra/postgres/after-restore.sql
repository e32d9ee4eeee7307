-- To be run on a database that was restored from a backup, before core starts on it.
BEGIN;

-- A backup holds no content. What was unread when it was made is gone, and its link should say so.
DELETE FROM note
 WHERE read_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())
   AND NOT EXISTS (SELECT FROM note_payload WHERE note_id = note.id);

-- Who signed out or changed the password since then must not be signed in again.
DELETE FROM session;

COMMIT;
