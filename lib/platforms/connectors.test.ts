import { afterAll } from "vitest";
import { connectorContract } from "@/lib/testing/connector-contract";
import { feedGround, rehearsalGround, webhookGround } from "@/lib/testing/connector-grounds";
import { openRehearsalStage } from "@/lib/testing/servers/rehearsal-stage";
import { receiveWebhooks } from "@/lib/testing/servers/webhook-receiver";

const [stage, receiver] = await Promise.all([openRehearsalStage(), receiveWebhooks()]);
afterAll(() => Promise.all([stage.close(), receiver.close()]));

connectorContract(feedGround);
connectorContract(webhookGround(receiver));
for (const way of ["key", "handle", "search", "hand", "flip"] as const) connectorContract(rehearsalGround(stage, way));
