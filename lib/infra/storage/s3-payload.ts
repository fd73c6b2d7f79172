import { PutObjectCommand, type UploadPartCommand } from "@aws-sdk/client-s3";

/**
 * Signs a request together with the hash of its body, which we know already: a server that checks
 * signatures checks it against what arrived, whatever else it knows of checksums. (The SDK leaves
 * streams unsigned and hashes everything else once more.)
 */
export function signPayload(command: PutObjectCommand | UploadPartCommand, sha256: string): void {
  if (command instanceof PutObjectCommand) command.middlewareStack.add(withHash(sha256), STEP);
  else command.middlewareStack.add(withHash(sha256), STEP);
}

const STEP = { step: "build", name: "signPayload" } as const;

const withHash =
  (sha256: string) =>
  <Args extends { request: unknown }, Answer>(next: (args: Args) => Answer) =>
  (args: Args): Answer => {
    if (hasHeaders(args.request)) args.request.headers["x-amz-content-sha256"] = sha256;
    return next(args);
  };

const hasHeaders = (request: unknown): request is { headers: Record<string, string> } =>
  typeof request === "object" && request !== null && "headers" in request && typeof request.headers === "object";
