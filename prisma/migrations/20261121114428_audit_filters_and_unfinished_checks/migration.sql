-- AlterTable
ALTER TABLE "audit_checks" ALTER COLUMN "intact" DROP NOT NULL,
ALTER COLUMN "chained" DROP NOT NULL,
ALTER COLUMN "waiting" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_at_id_idx" ON "audit_entries"("actor_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_actor_name_at_id_idx" ON "audit_entries"("actor_name", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_operation_at_id_idx" ON "audit_entries"("operation", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_code_at_id_idx" ON "audit_entries"("code", "at" DESC, "id" DESC) WHERE "code" IS NOT NULL;

-- CreateIndex
CREATE INDEX "audit_entries_request_id_idx" ON "audit_entries"("request_id");

