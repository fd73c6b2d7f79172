-- CreateEnum
CREATE TYPE "distribution_method" AS ENUM ('auto_filter', 'auto_schedule', 'manual');

-- CreateEnum
CREATE TYPE "assignment_status" AS ENUM ('assigned', 'scheduled', 'publishing', 'published', 'unconfirmed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "late_action" AS ENUM ('publish', 'miss');

-- CreateEnum
CREATE TYPE "channel_status" AS ENUM ('active', 'paused', 'needs_reconnecting', 'disabled');

-- CreateEnum
CREATE TYPE "attempt_state" AS ENUM ('sending', 'unknown', 'confirmed', 'rejected', 'not_sent', 'absent', 'repeated');

-- CreateTable
CREATE TABLE "distribution_platform_status" (
    "id" UUID NOT NULL,
    "video_id" TEXT NOT NULL,
    "channel_id" UUID NOT NULL,
    "distribution_method" "distribution_method" NOT NULL,
    "assignment_reason" JSONB NOT NULL DEFAULT '{}',
    "score" DOUBLE PRECISION,
    "status" "assignment_status" NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "retry_count" INTEGER NOT NULL DEFAULT 0,
    "max_retries" INTEGER NOT NULL DEFAULT 5,
    "cause" TEXT,
    "error_message" TEXT,
    "caption" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "late_action" "late_action" NOT NULL DEFAULT 'publish',
    "late_after_minutes" INTEGER NOT NULL DEFAULT 60,
    "forced" BOOLEAN NOT NULL DEFAULT false,
    "item_id" TEXT,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "edition" INTEGER NOT NULL DEFAULT 0,
    "frozen" JSONB,
    "frozen_at" TIMESTAMPTZ(3),
    "bookmark" JSONB NOT NULL DEFAULT '{}',
    "prepare_due_at" TIMESTAMPTZ(3),
    "prepared_at" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "deaths" INTEGER NOT NULL DEFAULT 0,
    "watch_due_at" TIMESTAMPTZ(3),
    "live_at" TIMESTAMPTZ(3),
    "remote_id" TEXT,
    "remote_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "distribution_platform_status_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "screen" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "status" "channel_status" NOT NULL DEFAULT 'active',
    "status_reason" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "default_caption" TEXT,
    "default_settings" JSONB NOT NULL DEFAULT '{}',
    "credentials_sealed" TEXT,
    "credentials_expire_at" TIMESTAMPTZ(3),
    "credentials_revision" INTEGER NOT NULL DEFAULT 0,
    "max_per_hour" INTEGER,
    "breaker_failures" INTEGER NOT NULL DEFAULT 0,
    "breaker_open_until" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "check_trouble" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publishing_stops" (
    "scope" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "publishing_stops_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "publishing_attempts" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fence" INTEGER NOT NULL,
    "marker" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "state" "attempt_state" NOT NULL DEFAULT 'sending',
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "remote_id" TEXT,
    "trouble" TEXT,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "look_due_at" TIMESTAMPTZ(3),
    "looks" INTEGER NOT NULL DEFAULT 0,
    "absent_since" TIMESTAMPTZ(3),

    CONSTRAINT "publishing_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "distribution_platform_status_created_at_id_idx" ON "distribution_platform_status"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "distribution_platform_status_video_id_channel_id_idx" ON "distribution_platform_status"("video_id", "channel_id");

-- CreateIndex
CREATE INDEX "distribution_platform_status_channel_id_status_scheduled_at_idx" ON "distribution_platform_status"("channel_id", "status", "scheduled_at");

-- CreateIndex
CREATE INDEX "saved_views_screen_created_at_idx" ON "saved_views"("screen", "created_at");

-- CreateIndex
CREATE INDEX "channels_created_at_id_idx" ON "channels"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "channels_credentials_expire_at_idx" ON "channels"("credentials_expire_at");

-- CreateIndex
CREATE INDEX "publishing_attempts_channel_id_started_at_idx" ON "publishing_attempts"("channel_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "publishing_attempts_assignment_id_number_key" ON "publishing_attempts"("assignment_id", "number");

-- CreateIndex
CREATE INDEX "videos_checksum_idx" ON "videos"("checksum");

-- CreateIndex
CREATE INDEX "deliveries_source_url_idx" ON "deliveries" USING HASH ("source_url");

-- AddForeignKey
ALTER TABLE "distribution_platform_status" ADD CONSTRAINT "distribution_platform_status_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "videos"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distribution_platform_status" ADD CONSTRAINT "distribution_platform_status_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publishing_attempts" ADD CONSTRAINT "publishing_attempts_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "distribution_platform_status"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publishing_attempts" ADD CONSTRAINT "publishing_attempts_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- The dispatcher: what is due next. However much is parked behind it, it reads no more than it takes.
CREATE INDEX "distribution_platform_status_due_idx" ON "distribution_platform_status"("due_at") WHERE "status" = 'scheduled';

-- What is to be prepared next.
CREATE INDEX "distribution_platform_status_prepare_due_idx" ON "distribution_platform_status"("prepare_due_at") WHERE "status" = 'scheduled' AND "prepare_due_at" IS NOT NULL;

-- What a platform is asked about next.
CREATE INDEX "distribution_platform_status_watch_due_idx" ON "distribution_platform_status"("watch_due_at") WHERE "watch_due_at" IS NOT NULL;

-- What was taken up and may have lost its worker.
CREATE INDEX "distribution_platform_status_lease_idx" ON "distribution_platform_status"("lease_until") WHERE "status" = 'publishing' AND "lease_until" IS NOT NULL;

-- The same video twice on one channel wants a person's word.
CREATE UNIQUE INDEX "distribution_platform_status_once_idx" ON "distribution_platform_status"("video_id", "channel_id") WHERE NOT "forced" AND "status" NOT IN ('failed', 'cancelled');

-- Never two tries of one assignment at once, and never two that the platform has confirmed.
CREATE UNIQUE INDEX "publishing_attempts_one_open_idx" ON "publishing_attempts"("assignment_id") WHERE "state" IN ('sending', 'unknown');
CREATE UNIQUE INDEX "publishing_attempts_one_confirmed_idx" ON "publishing_attempts"("assignment_id") WHERE "state" = 'confirmed';

-- Tries whose worker may be gone, and tries that are looked for.
CREATE INDEX "publishing_attempts_sending_idx" ON "publishing_attempts"("deadline") WHERE "state" = 'sending';
CREATE INDEX "publishing_attempts_look_due_idx" ON "publishing_attempts"("look_due_at") WHERE "look_due_at" IS NOT NULL;

-- The board's counts: what waits for a person, and what is late.
CREATE INDEX "distribution_platform_status_attention_idx" ON "distribution_platform_status"("status", "channel_id", "cause") WHERE "status" IN ('failed', 'unconfirmed', 'publishing');
CREATE INDEX "distribution_platform_status_late_idx" ON "distribution_platform_status"("scheduled_at") WHERE "status" = 'scheduled';
