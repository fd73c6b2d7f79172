-- AlterTable
ALTER TABLE "users" ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3);

-- What the sessions that are still there know of it: an older one knows only when it was opened
UPDATE "users" SET "last_seen_at" = "seen"."at"
FROM (
    SELECT "user_id", max(coalesce("last_seen_at", "created_at")) AS "at" FROM "sessions" GROUP BY "user_id"
) AS "seen"
WHERE "seen"."user_id" = "users"."id";
