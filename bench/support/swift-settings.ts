import type { Swift } from "@/lib/testing/servers/swift";

/** The settings under which a desk keeps its films in this bucket. */
export const settingsFor = (swift: Swift, bucket: string) => ({
  STORAGE_DRIVER: "s3",
  S3_ENDPOINT: swift.endpoint,
  S3_REGION: swift.region,
  S3_BUCKET: bucket,
  S3_ACCESS_KEY_ID: swift.accessKeyId,
  S3_SECRET_ACCESS_KEY: swift.secretAccessKey,
});
