import { afterAll, afterEach, expect } from "vitest";
import { createAlertRoute } from "@/lib/domain/alerts/operations/create-alert-route";
import { getAlertRoute } from "@/lib/domain/alerts/operations/get-alert-route";
import { removeAlertRoute } from "@/lib/domain/alerts/operations/remove-alert-route";
import { sendAlertMail } from "@/lib/domain/alerts/workers/send-alert-mail";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { allowUnsealing } from "@/lib/infra/secrets";
import { closeSignals } from "@/lib/infra/signal";
import { alarm } from "./alerting";
import { inside } from "./people";
import { openMailbox } from "./servers/mailbox";
import { receiveWebhooks } from "./servers/webhook-receiver";

/** The clock of the stories about alerts stands at noon. */
export const noon = new Date("2026-11-21T12:00:00Z");
export const after = (ms: number, from = noon) => new Date(from.getTime() + ms);

/** Sets a test file up to send alerts without a worker, by a steered clock: a receiver, a mail server, routes that end with their test. */
export async function alertStage() {
  const receiver = await receiveWebhooks();
  const says: { code: number | null } = { code: null };
  const mailbox = await openMailbox({
    onMailFrom: (_address, _session, done) =>
      done(says.code === null ? null : Object.assign(new Error("not now"), { responseCode: says.code })),
  });
  Object.assign(process.env, {
    OUTBOUND_ALLOW: receiver.host,
    SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    MAIL_FROM: "desk@marquee.example",
  });
  allowUnsealing();
  const routes: string[] = [];

  afterEach(async () => {
    receiver.behave("takes");
    says.code = null;
    for (const id of routes.splice(0)) await perform(removeAlertRoute, { id }, inside);
    expect(receiver.strays).toEqual([]);
  });
  afterAll(() => Promise.all([closeQueue(), closeSignals(), closeDb(), receiver.close(), mailbox.close()]));

  return {
    receiver,
    mailbox,
    /** From now on the mail server refuses with this number; null for none. */
    mailServerSays: (code: number | null) => (says.code = code),
    webhook: async (more: object = {}): Promise<string> => {
      const input = { name: "Operators", way: "webhook" as const, url: receiver.url, ...more };
      const { id, secret } = await perform(createAlertRoute, input, inside, { now: noon });
      receiver.trust(secret ?? "");
      routes.push(id);
      return id;
    },
    mail: async (email: string, more: object = {}): Promise<string> => {
      const input = { name: "The team", way: "email" as const, email, ...more };
      const { id } = await perform(createAlertRoute, input, inside, { now: noon });
      routes.push(id);
      return id;
    },
    notice: (id: string) => db().alertNotice.findUniqueOrThrow({ where: { id } }),
    route: (id: string) => perform(getAlertRoute, { id }, inside),
    /** The notices that a failure leaves, one for each route there is. */
    failure: async (now: Date) => (await alarm(now)).map(({ id }) => id),
    sendMail: (routeId: string, now: Date) => sendAlertMail({ routeId, testNoticeId: null }, { now }),
  };
}
