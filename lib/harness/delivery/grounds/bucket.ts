import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { faultProxy } from "@/lib/testing/servers/fault-proxy";
import { startSwift } from "@/lib/testing/servers/swift";
import { groundWith, Obstacle } from "../../ground";
import { openShelf } from "../shelf";

const MIB = 1024 * 1024;
/** The smallest parts that S3 takes, so that a film of a few of them is soon sent. */
const PART_BYTES = 5 * MIB;

/** A bucket, looked into and meddled with past the desk. */
export interface Bucket {
  readonly name: string;
  /** Of every object that stands in it. */
  keys(): Promise<string[]>;
  /** Of every upload in parts that nobody has finished. */
  openUploads(): Promise<string[]>;
  /** Null where there is no such object. */
  read(key: string): Promise<Buffer | null>;
  write(key: string, bytes: Buffer): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Objects in a bucket of a real S3 server behind a proxy that can make each call fail, and copies of them in a folder. */
export const inBucket = groundWith("a bucket and a folder", async (folder) => {
  const replica = join(folder, "replica");
  mkdirSync(replica);
  const swift = await startSwift().catch((error: unknown) => {
    throw new Obstacle(error instanceof Error ? error.message : String(error));
  });
  const [proxy, shelf] = [await faultProxy(swift.endpoint), await openShelf()];
  const name = await swift.makeBucket();
  const credentials = { accessKeyId: swift.accessKeyId, secretAccessKey: swift.secretAccessKey };
  const client = new S3Client({
    endpoint: swift.endpoint,
    region: swift.region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return {
    settings: {
      OUTBOUND_ALLOW: shelf.host,
      STORAGE_DRIVER: "s3",
      STORAGE_REPLICAS: `local:${replica}`,
      S3_BUCKET: name,
      S3_ENDPOINT: proxy.endpoint,
      S3_REGION: swift.region,
      S3_ACCESS_KEY_ID: swift.accessKeyId,
      S3_SECRET_ACCESS_KEY: swift.secretAccessKey,
      S3_MULTIPART_FROM_BYTES: String(PART_BYTES),
      S3_PART_BYTES: String(PART_BYTES),
      WORKER_HEARTBEAT_SECONDS: "10",
    },
    tools: { shelf, proxy, replica, bucket: bucketOf(client, name), partBytes: PART_BYTES },
    async close() {
      client.destroy();
      await Promise.all([shelf.close(), proxy.close()]);
      await swift.close();
    },
  };
});

function bucketOf(client: S3Client, name: string): Bucket {
  const at = { Bucket: name };
  return {
    name,
    async keys() {
      const keys: string[] = [];
      for (let token: string | undefined, more = true; more;) {
        const page = await client.send(
          new ListObjectsV2Command({ ...at, ...(token === undefined ? {} : { ContinuationToken: token }) }),
        );
        keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ""));
        token = page.NextContinuationToken;
        more = page.IsTruncated === true;
      }
      return keys.toSorted();
    },
    async openUploads() {
      const { Uploads: uploads = [] } = await client.send(new ListMultipartUploadsCommand(at));
      return uploads.map(({ Key, UploadId }) => `${Key} ${UploadId}`);
    },
    async read(key) {
      const answer = await client.send(new GetObjectCommand({ ...at, Key: key })).catch((error: unknown) => {
        if (error instanceof Error && error.name === "NoSuchKey") return null;
        throw error;
      });
      return answer === null ? null : Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
    },
    async write(key, bytes) {
      await client.send(new PutObjectCommand({ ...at, Key: key, Body: bytes }));
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ ...at, Key: key }));
    },
  };
}
