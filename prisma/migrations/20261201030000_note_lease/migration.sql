-- CreateTable
CREATE TABLE "note_lease" (
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "note_id" UUID NOT NULL,

    CONSTRAINT "note_lease_pkey" PRIMARY KEY ("due_at","note_id")
);

-- Rows live for a minute: their space must be reused soon.
ALTER TABLE "note_lease" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
