import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { receiveWebhooks } from "@/lib/testing/servers/webhook-receiver";
import { groundWith } from "../ground";

const canary = (name: string) => `canary-${name}-${crypto.randomUUID().replaceAll("-", "")}`;

/** A store that refuses the desk's key, so that there is always something to complain of, and a webhook that is told of it. */
export const canaryGround = groundWith("a store that refuses", async () => {
  const [secretKey, path, query] = [canary("s3"), canary("path"), canary("query")];
  const store = createServer((request, response) => {
    request.resume().once("end", () => {
      response.writeHead(403, { "content-type": "application/xml" });
      response.end("<Error><Code>SignatureDoesNotMatch</Code><Message>Who are you?</Message></Error>");
    });
  });
  await new Promise<void>((resolve) => store.listen(0, "127.0.0.1", resolve));
  const { port } = store.address() as AddressInfo;
  const receiver = await receiveWebhooks(`/hooks/${path}?token=${query}`);
  return {
    settings: {
      OUTBOUND_ALLOW: receiver.host,
      STORAGE_REPLICAS: `s3+http://canary:${encodeURIComponent(secretKey)}@127.0.0.1:${port}/films`,
    },
    secrets: { "key of the store": secretKey, "webhook's path": path, "webhook's query": query },
    tools: { receiver },
    async close() {
      store.closeAllConnections();
      await Promise.all([receiver.close(), new Promise((resolve) => store.close(resolve))]);
    },
  };
});
