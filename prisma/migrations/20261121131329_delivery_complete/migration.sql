-- CreateEnum
CREATE TYPE "alert_way" AS ENUM ('email', 'webhook');

-- CreateEnum
CREATE TYPE "notice_state" AS ENUM ('waiting', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "copy_state" AS ENUM ('verified', 'missing', 'altered');

-- CreateEnum
CREATE TYPE "move_status" AS ENUM ('running', 'finished', 'stopped');

-- AlterTable
ALTER TABLE "deliveries" DROP COLUMN "replica_count";

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "event_id" UUID,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "video_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_routes" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "way" "alert_way" NOT NULL,
    "email" TEXT,
    "url_shown" TEXT,
    "url_sealed" TEXT,
    "secret_sealed" TEXT,
    "kinds" TEXT[],
    "quiet_from" TEXT,
    "quiet_until" TEXT,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "alert_routes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_notices" (
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "route_id" UUID NOT NULL,
    "state" "notice_state" NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "trouble" TEXT,

    CONSTRAINT "alert_notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts_seen" (
    "user_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alerts_seen_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "copies" (
    "delivery_id" TEXT NOT NULL,
    "store" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "state" "copy_state" NOT NULL DEFAULT 'verified',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "trouble" TEXT,

    CONSTRAINT "copies_pkey" PRIMARY KEY ("delivery_id","store")
);

-- CreateTable
CREATE TABLE "storage_moves" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "remove_source" BOOLEAN NOT NULL,
    "status" "move_status" NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "total_bytes" BIGINT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "done_bytes" BIGINT NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "trouble" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "storage_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_reminders" (
    "id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hours_before" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "trouble" TEXT,

    CONSTRAINT "link_reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fetches" (
    "id" UUID NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "link_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "how" TEXT NOT NULL,
    "who" TEXT,

    CONSTRAINT "fetches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staging_copies" (
    "delivery_id" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,
    "drop_at" TIMESTAMPTZ(3) NOT NULL,
    "held_at" TIMESTAMPTZ(3),
    "held_by" TEXT,
    "hold_reason" TEXT,
    "dropped_at" TIMESTAMPTZ(3),
    "dropped_by" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "staging_copies_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "delivery_id" TEXT,
    "writer" TEXT,
    "writer_until" TIMESTAMPTZ(3),

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alerts_event_id_key" ON "alerts"("event_id");

-- CreateIndex
CREATE INDEX "alerts_at_id_idx" ON "alerts"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_routes_created_at_id_idx" ON "alert_routes"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_notices_state_due_at_idx" ON "alert_notices"("state", "due_at");

-- CreateIndex
CREATE INDEX "alert_notices_route_id_created_at_idx" ON "alert_notices"("route_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "alert_notices_alert_id_route_id_key" ON "alert_notices"("alert_id", "route_id");

-- CreateIndex
CREATE INDEX "copies_checked_at_idx" ON "copies"("checked_at");

-- CreateIndex
CREATE INDEX "copies_store_delivery_id_idx" ON "copies"("store", "delivery_id");

-- CreateIndex
CREATE INDEX "storage_moves_created_at_id_idx" ON "storage_moves"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "link_reminders_sent_at_due_at_idx" ON "link_reminders"("sent_at", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "link_reminders_link_id_user_id_key" ON "link_reminders"("link_id", "user_id");

-- CreateIndex
CREATE INDEX "fetches_delivery_id_at_id_idx" ON "fetches"("delivery_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "fetches_link_id_at_idx" ON "fetches"("link_id", "at" DESC);

-- CreateIndex
CREATE INDEX "staging_copies_dropped_at_drop_at_idx" ON "staging_copies"("dropped_at", "drop_at");

-- CreateIndex
CREATE INDEX "uploads_actor_id_created_at_idx" ON "uploads"("actor_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "uploads_removed_at_expires_at_idx" ON "uploads"("removed_at", "expires_at");

-- AddForeignKey
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_route_id_fkey" FOREIGN KEY ("route_id") REFERENCES "alert_routes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "copies" ADD CONSTRAINT "copies_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_reminders" ADD CONSTRAINT "link_reminders_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "links"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fetches" ADD CONSTRAINT "fetches_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fetches" ADD CONSTRAINT "fetches_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "links"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staging_copies" ADD CONSTRAINT "staging_copies_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What was published so far stands as one verified copy in the local store.
INSERT INTO "copies" ("delivery_id", "store", "key", "location", "state", "created_at", "verified_at", "checked_at")
SELECT "id", 'local', substr("storage_location", length('local://') + 1), "storage_location", 'verified',
       coalesce("published_at", "verified_at", "created_at"), coalesce("verified_at", "created_at"), coalesce("verified_at", "created_at")
FROM "deliveries"
WHERE "status" = 'published' AND "storage_location" LIKE 'local://%';
