import { setTimeout as pause } from "node:timers/promises";
import { jsonOf } from "../ask";
import type { HarnessDesk } from "../desk";
import type { Heard } from "../places";
import { canaryGround } from "./canary-ground";

/** A webhook that is told of alerts, takes some and fails with others. Returns the secret that signs them. */
export async function useAlerts(desk: HarnessDesk, heard: Heard[]): Promise<string> {
  const { receiver } = canaryGround.tools;
  const { cookie } = await desk.signIn("admin");
  const headers = { cookie, origin: desk.url, "content-type": "application/json" };
  const post = (path: string, body: object) => desk.ask({ method: "POST", path, headers, body: JSON.stringify(body) });
  const made = jsonOf(await post("/api/v1/alert-routes", { name: "Canaries", way: "webhook", url: receiver.url }));
  const [id, secret] = [made?.["id"], made?.["secret"]];
  if (typeof id !== "string" || typeof secret !== "string") throw new Error("No alert route was made.");
  receiver.trust(secret);
  for (const manner of ["takes", "fails", "redirects"] as const) {
    receiver.behave(manner);
    heard.push({
      what: `answer to a test of a webhook that ${manner}`,
      text: (await post(`/api/v1/alert-routes/${id}/test`, {})).text,
    });
  }
  receiver.behave("takes");
  for (const body of [
    { name: "x", way: "webhook", url: receiver.url.replace("127.0.0.1", "10.0.0.1") },
    { name: "x", way: "webhook", url: receiver.url, secret: `${secret}${secret}` },
    { name: secret.repeat(9), way: "email", email: "nobody" },
  ]) {
    heard.push({ what: "refusal of an alert route", text: (await post("/api/v1/alert-routes", body)).text });
  }
  for (let tries = 0; tries < 100 && receiver.received.length === 0; tries += 1) await pause(100);
  if (receiver.received.length === 0) throw new Error("The webhook was never told.");
  return secret;
}

/** A file whose name nobody outside the desk may read. Names stand in the desk's own tables, and in no log. */
export async function useUpload(desk: HarnessDesk): Promise<string> {
  const name = `canary-upload-${crypto.randomUUID()}`;
  const { key } = await desk.keyWith(["deliveries:write", "deliveries:read"]);
  const who = { authorization: `Bearer ${key}`, "tus-resumable": "1.0.0" };
  const begun = await desk.ask({
    method: "POST",
    path: "/api/v1/uploads",
    headers: {
      ...who,
      "upload-length": "5",
      "upload-metadata": `filename ${Buffer.from(`${name}.mp4`).toString("base64")}`,
    },
  });
  const path = begun.headers.location;
  if (begun.status !== 201 || path === undefined) throw new Error(`No upload began: ${begun.status} ${begun.text}`);
  for (const offset of ["3", "0", "0"]) {
    const headers = { ...who, "upload-offset": offset, "content-type": "application/offset+octet-stream" };
    await desk.ask({ method: "PATCH", path, headers, body: "bytes" });
  }
  return name;
}
