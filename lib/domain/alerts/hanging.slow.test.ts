import { afterAll, expect, it } from "vitest";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { allowUnsealing } from "@/lib/infra/secrets";
import { alarm } from "@/lib/testing/alerting";
import { inside } from "@/lib/testing/people";
import { receiveWebhooks } from "@/lib/testing/servers/webhook-receiver";
import { createAlertRoute } from "./operations/create-alert-route";
import { sendWebhook } from "./workers/send-webhook";

const receiver = await receiveWebhooks();
process.env["OUTBOUND_ALLOW"] = receiver.host;
allowUnsealing();
afterAll(() => Promise.all([closeQueue(), closeDb(), receiver.close()]));

it("a webhook that does not answer is not waited for longer than fifteen seconds", { timeout: 60_000 }, async () => {
  await perform(createAlertRoute, { name: "Operators", way: "webhook", url: receiver.url }, inside);
  receiver.behave("hangs");
  const now = new Date();
  const [notice] = await alarm(now);
  const id = notice?.id ?? "";
  const begun = performance.now();
  await sendWebhook({ noticeId: id }, { now });
  expect(performance.now() - begun).toBeGreaterThan(14_000);
  expect(performance.now() - begun).toBeLessThan(25_000);
  expect(await db().alertNotice.findUnique({ where: { id } })).toMatchObject({
    state: "waiting",
    trouble: "The receiver did not answer in time.",
  });
});
