-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "description" TEXT NOT NULL,
    "secrets" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "key_fingerprint" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "status" SMALLINT,
    "error" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_sequence" (
    "note_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "reference" TEXT,
    "expired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "note_sequence_pkey" PRIMARY KEY ("note_id")
);

-- CreateIndex
CREATE INDEX "webhook_user_id_idx" ON "webhook"("user_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_next_at_idx" ON "webhook_delivery"("next_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_created_at_id_idx" ON "webhook_delivery"("webhook_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "note_sequence_user_id_idx" ON "note_sequence"("user_id");

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_sequence" ADD CONSTRAINT "note_sequence_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION iso_time(timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Adds an event to the deliveries of each endpoint of the account $1 that subscribes to the topic $2.
CREATE FUNCTION publish_event(uuid, text, text, jsonb) RETURNS void LANGUAGE sql AS $$
  WITH event AS MATERIALIZED (SELECT gen_random_uuid() AS id, clock_timestamp() AS happened_at)
  INSERT INTO webhook_delivery (id, webhook_id, event_id, type, payload, next_at)
  SELECT gen_random_uuid(), webhook.id, event.id, $3,
         jsonb_build_object('type', $3, 'timestamp', iso_time(happened_at), 'data', $4)::text, happened_at
    FROM event, webhook WHERE user_id = $1 AND disabled_at IS NULL AND $2 = ANY (events)
$$;

-- Events are written in the transaction that changes the note, whichever statement it was.
CREATE FUNCTION publish_note_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  topic text;
  counted note_sequence;
BEGIN
  IF NEW.author_id IS NULL THEN
    DELETE FROM note_sequence WHERE note_id = NEW.id;
    RETURN NULL;
  END IF;
  topic := CASE
    WHEN TG_OP = 'INSERT' THEN 'note.created'
    WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL THEN 'note.deleted'
    WHEN OLD.read_at IS NULL AND NEW.read_at IS NOT NULL OR NEW.reads > OLD.reads THEN 'note.read'
    WHEN NEW.locked_until > clock_timestamp() AND NEW.locked_until IS DISTINCT FROM OLD.locked_until THEN 'note.locked'
    WHEN NEW.expires_at <= clock_timestamp() AND NEW.read_at IS NULL AND NEW.deleted_at IS NULL THEN 'note.expired'
  END;
  IF topic IS NULL OR NOT EXISTS (
    SELECT FROM webhook WHERE user_id = NEW.author_id AND disabled_at IS NULL AND topic = ANY (events)
  ) THEN
    RETURN NULL;
  END IF;
  INSERT INTO note_sequence AS present (note_id, user_id, sequence, expired)
  VALUES (NEW.id, NEW.author_id, 1, topic = 'note.expired')
  ON CONFLICT (note_id) DO UPDATE SET sequence = present.sequence + 1, expired = present.expired OR EXCLUDED.expired
   WHERE NOT (present.expired AND EXCLUDED.expired)
  RETURNING * INTO counted;
  IF counted IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM publish_event(NEW.author_id, topic, topic, jsonb_strip_nulls(jsonb_build_object(
    'id', NEW.id, 'sequence', counted.sequence, 'reference', counted.reference,
    'created_at', iso_time(NEW.created_at), 'expires_at', iso_time(NEW.expires_at), 'read_at', iso_time(NEW.read_at),
    'reads', NULLIF(NEW.reads, 0), 'last_read_at', iso_time(NEW.last_read_at),
    'deleted_at', iso_time(NEW.deleted_at),
    'locked_until', CASE WHEN topic = 'note.locked' THEN iso_time(NEW.locked_until) END)));
  RETURN NULL;
END
$$;

CREATE FUNCTION forget_note_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM note_sequence WHERE note_id = OLD.id;
  RETURN NULL;
END
$$;

-- Notes without an author cost nothing more.
CREATE TRIGGER note_created AFTER INSERT ON note
  FOR EACH ROW WHEN (NEW.author_id IS NOT NULL) EXECUTE FUNCTION publish_note_event();
CREATE TRIGGER note_changed AFTER UPDATE ON note
  FOR EACH ROW WHEN (OLD.author_id IS NOT NULL) EXECUTE FUNCTION publish_note_event();
CREATE TRIGGER note_forgotten AFTER DELETE ON note
  FOR EACH ROW WHEN (OLD.author_id IS NOT NULL) EXECUTE FUNCTION forget_note_sequence();

CREATE FUNCTION publish_account_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM publish_event(NEW.user_id, 'account.*', 'account.' || NEW.kind, jsonb_build_object('id', NEW.id));
  RETURN NULL;
END
$$;

-- Attackers cause failures at will.
CREATE TRIGGER account_event_recorded AFTER INSERT ON account_event
  FOR EACH ROW WHEN (NEW.kind NOT IN ('api_key_refused', 'sign_in_failed', 'sign_in_limited'))
  EXECUTE FUNCTION publish_account_event();
