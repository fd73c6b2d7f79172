import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { S3Account, S3Patience } from "@/lib/infra/storage/s3-account";
import type { Swift } from "./swift";

export const MIB = 1024 * 1024;
/** Parts cannot be smaller than this; so tests send little. */
export const PART = 5 * MIB;
export const LARGE = 8 * MIB;

/** A bucket of a Swift as a desk's settings would name it. */
export const accountOn = (swift: Swift, bucket: string): S3Account => ({
  endpoint: swift.endpoint,
  publicEndpoint: null,
  region: swift.region,
  bucket,
  accessKeyId: swift.accessKeyId,
  secretAccessKey: swift.secretAccessKey,
  sessionToken: null,
  keyExpiresAt: null,
  pathStyle: true,
  multipartFromBytes: LARGE,
  partBytes: PART,
});

export interface BucketUnderTest {
  readonly name: string;
  /** Its objects' keys, and `upload of <key>` for every upload that stands open. */
  listAll(): Promise<string[]>;
  /** Changes a byte of an object, and keeps what the driver noted beside it. */
  alter(key: string): Promise<void>;
  /** Begins an upload and never ends it. */
  beginUpload(key: string): Promise<void>;
  close(): void;
}

/** A new bucket, looked at with a client that knows nothing of the driver. */
export async function bucketOf(swift: Swift): Promise<BucketUnderTest> {
  const { endpoint, region } = swift;
  const client = new S3Client({ endpoint, region, credentials: swift, forcePathStyle: true });
  const name = await swift.makeBucket();
  return {
    name,
    async listAll() {
      const { Contents: objects = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
      const { Uploads: uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: name }));
      return [...objects.map(({ Key }) => Key ?? ""), ...uploads.map(({ Key }) => `upload of ${Key}`)];
    },
    async alter(key) {
      const at = { Bucket: name, Key: key };
      const { Metadata: notes } = await client.send(new HeadObjectCommand(at));
      const { Body: body } = await client.send(new GetObjectCommand(at));
      const film = Buffer.from((await body?.transformToByteArray()) ?? []);
      film[film.length >> 1] = (film[film.length >> 1] ?? 0) ^ 1;
      await client.send(new PutObjectCommand({ ...at, Body: film, Metadata: notes }));
    },
    async beginUpload(key) {
      await client.send(new CreateMultipartUploadCommand({ Bucket: name, Key: key }));
    },
    close: () => client.destroy(),
  };
}

/** The waits of a test; far shorter than a real server would be given. */
export const QUICK: S3Patience = {
  connectMs: 2000,
  stallMs: 3000,
  answerMs: 6000,
  floorBytesPerSecond: MIB,
  tries: 3,
  pauseMs: 20,
};
