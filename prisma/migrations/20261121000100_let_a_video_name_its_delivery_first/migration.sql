-- A video and its first delivery name each other, and within one transaction either may be written first.
ALTER TABLE "videos" ALTER CONSTRAINT "videos_delivery_id_fkey" DEFERRABLE INITIALLY DEFERRED;
