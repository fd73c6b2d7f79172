import { setTimeout as pause } from "node:timers/promises";
import { linkIn, tokenOf } from "@/lib/testing/servers/mailbox";
import { SCOPES } from "@/lib/core/caller";
import { callTool } from "../agent-tools";
import { jsonOf, type Answer } from "../ask";
import type { HarnessDesk } from "../desk";
import { attemptSignIn, freshAddress, sessionCookieOf } from "../people";
import { logs, lookAround, tables, type Heard } from "../places";
import { Ledger, type Proof } from "../proof";
import { useAlerts, useUpload } from "./canary-alerts";
import { canaryGround } from "./canary-ground";
import { useProvider } from "./canary-provider";
import { finalAsset } from "../deliver-film";

/** Secrets that were used or tried, by what they are. */
type Secrets = Map<string, string>;

export const canaries: Proof = {
  name: "canaries",
  promise: "no secret that goes through the desk turns up in a log, a table, an event, a refusal or a page",
  ground: canaryGround,

  async run(desk) {
    const ledger = new Ledger();
    const secrets: Secrets = new Map(Object.entries(desk.secrets));
    const heard: Heard[] = [];
    const control = `control-${crypto.randomUUID()}`;
    await deliver(desk, { secrets, heard, control });
    await deliverAsAgent(desk, { secrets, heard, control });
    const admin = await useKeys(desk, secrets, heard);
    await usePasswords(desk, secrets, heard);
    await useResetLinks(desk, secrets, heard);
    await useProvider(desk, secrets, heard);
    secrets.set("webhook's secret", await useAlerts(desk, heard));
    const uploadName = await useUpload(desk);
    heard.push(...(await lookAround(desk, admin)));
    await pause(2_000);

    const places = [...(await tables(desk)), ...logs(desk), ...heard];
    for (const [what, secret] of secrets) {
      for (const form of formsOf(secret)) {
        for (const place of places) {
          const at = place.text.indexOf(form);
          ledger.look(
            `no ${what} anywhere`,
            at < 0,
            () => `in ${place.what}: …${place.text.slice(Math.max(0, at - 80), at)}█`,
          );
        }
      }
    }
    for (const { what, text } of logs(desk))
      ledger.look("no upload's name in a log", !text.includes(uploadName), `in ${what}`);
    const found = (kind: RegExp, text: string) =>
      places.some((place) => kind.test(place.what) && place.text.includes(text));
    ledger.look("what is no secret is found in the tables", found(/^table/, control), control);
    ledger.look("what is no secret is found in an answer", found(/^GET/, control), control);
    ledger.look(
      "what is no secret is found in the worker's log",
      found(/^log worker/, "the worker is ready"),
      "the worker is ready",
    );
    ledger.look(
      "the web's log was read",
      places.some(({ what, text }) => what === "log web.log" && text !== ""),
      "it is empty",
    );
    ledger.figure("secrets", secrets.size);
    ledger.figure("places", places.length);
    ledger.figure(
      "characters",
      places.reduce((sum, { text }) => sum + text.length, 0),
    );
    return ledger.outcome();
  },
};

/** As it stands, and as it would stand in an address, in base64 or among a row's bytes. */
const formsOf = (secret: string) =>
  new Set([
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(secret).toString("base64url"),
    Buffer.from(secret).toString("hex"),
  ]);

const canary = (name: string) => `canary-${name}-${crypto.randomUUID().replaceAll("-", "")}`;

interface Told {
  readonly secrets: Secrets;
  readonly heard: Heard[];
  readonly control: string;
}

/** Sources with a signature in their query: one that works, and every way in which one fails. */
async function deliver(desk: HarnessDesk, { secrets, heard, control }: Told): Promise<void> {
  const { key } = await desk.keyWith(["deliveries:write", "deliveries:read", "links:write"], control);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  for (const path of ["/film.mp4", "/gone.mp4", "/truncated.mp4", "/html.mp4", "/private.mp4", "/cut.mp4", "refused"]) {
    const signature = canary("source");
    secrets.set(`signature of ${path}`, signature);
    const query = `?signature=${signature}`;
    const address = path === "refused" ? `https://10.0.0.1/film.mp4${query}` : desk.source.url(`${path}${query}`);
    const asset = finalAsset(desk, `canary-${crypto.randomUUID().slice(0, 8)}`, { title: control });
    const body = JSON.stringify({ ...asset, final_edit: { ...asset.final_edit, video_url: address } });
    const answer = await desk.ask({ method: "POST", path: "/api/v1/deliveries", headers, body });
    const record = jsonOf(answer)?.["distribution_record"] as Record<string, string> | undefined;
    if (record) secrets.set("signed link", (record["public_url"] ?? "").split("/d/")[1] ?? "");
    else heard.push({ what: `refusal of ${path}`, text: answer.text });
  }
  const link = secrets.get("signed link") ?? "";
  await desk.ask({ path: `/d/${link}`, headers: { range: "bytes=0-0" } });
  heard.push({ what: "refusal of an altered link", text: (await desk.ask({ path: `/d/${link}x` })).text });
}

/** The same through the agents' door: published, failed, refused, and rehearsed. */
async function deliverAsAgent(desk: HarnessDesk, { secrets, heard, control }: Told): Promise<void> {
  const { key } = await desk.keyWith(["deliveries:write"], control);
  secrets.set("agent's API key", key);
  for (const [path, dryRun] of [["/film.mp4"], ["/gone.mp4"], ["refused"], ["refused", true]] as const) {
    const signature = canary("agent");
    secrets.set(`agent's signature of ${path}`, signature);
    const asset = finalAsset(desk, `canary-${crypto.randomUUID().slice(0, 8)}`, { title: control });
    const url = path === "refused" ? "https://10.0.0.1/film.mp4" : desk.source.url(path);
    const args = {
      ...asset,
      final_edit: { ...asset.final_edit, video_url: `${url}?signature=${signature}` },
      ...(dryRun ? { dry_run: true } : {}),
    };
    const answer = await callTool(desk, {
      name: "publish_final_asset",
      args,
      headers: { authorization: `Bearer ${key}` },
    });
    // The link of its own film is what an agent calls for.
    heard.push({ what: `answer to an agent about ${path}`, text: answer.text.replaceAll(/\/d\/[\w.-]+/g, "/d/") });
  }
}

async function useKeys(desk: HarnessDesk, secrets: Secrets, heard: Heard[]): Promise<string> {
  const { key, id } = await desk.keyWith(SCOPES, "harness canary");
  const { cookie } = await desk.signIn("admin");
  secrets.set("API key", key);
  secrets.set("API key's secret", key.split("_").at(-1) ?? "");
  secrets.set("session cookie", cookie.split("=")[1] ?? "");
  const headers = { cookie, origin: desk.url, "content-type": "application/json" };
  const rotated = jsonOf(
    await desk.ask({ method: "POST", path: `/api/v1/api-keys/${id}/rotate`, headers, body: "{}" }),
  );
  if (typeof rotated?.["key"] === "string") secrets.set("rotated API key", rotated["key"]);
  const wrong: [string, Promise<Answer>][] = [
    ["key in the query", desk.ask({ path: `/api/v1/videos?api_key=${key}`, headers: { cookie } })],
    [
      "key in a field",
      desk.ask({
        method: "POST",
        path: "/api/v1/api-keys",
        headers,
        body: JSON.stringify({ name: "x", scopes: [key] }),
      }),
    ],
    [
      "key as a basic password",
      desk.ask({
        path: "/api/v1/videos",
        headers: { authorization: `Basic ${Buffer.from(`x:${key}`).toString("base64")}` },
      }),
    ],
    [
      "key with another last letter",
      desk.ask({ path: "/api/v1/videos", headers: { authorization: `Bearer ${key.slice(0, -1)}!` } }),
    ],
    ["cookie cut short", desk.ask({ path: "/api/v1/videos", headers: { cookie: cookie.slice(0, -1) } })],
  ];
  for (const [what, answer] of wrong) heard.push({ what: `refusal: ${what}`, text: (await answer).text });
  await desk.ask({ method: "DELETE", path: `/api/v1/api-keys/${id}`, headers });
  const revoked = await desk.ask({ path: "/api/v1/videos", headers: { authorization: `Bearer ${key}` } });
  heard.push({ what: "refusal of a revoked key", text: revoked.text });
  return cookie;
}

async function usePasswords(desk: HarnessDesk, secrets: Secrets, heard: Heard[]): Promise<void> {
  const { email, password } = await desk.person("manager");
  const [wrong, next] = [canary("wrong"), canary("next")];
  secrets.set("password", password).set("wrong password", wrong).set("next password", next);
  const address = freshAddress();
  heard.push({
    what: "refusal of a wrong password",
    text: (await attemptSignIn(desk, { email, password: wrong, address })).text,
  });
  const asName = await attemptSignIn(desk, {
    email: `${wrong}@harness.example`.slice(0, 60),
    password: "x".repeat(300),
    address,
  });
  heard.push({ what: "refusal of too long a password", text: asName.text });
  const cookie = sessionCookieOf(await attemptSignIn(desk, { email, password, address })) ?? "";
  secrets.set("second session cookie", cookie.split("=")[1] ?? "");
  const headers = { cookie, origin: desk.url, "content-type": "application/json" };
  const change = (body: object) =>
    desk.ask({ method: "POST", path: "/api/v1/account/password", headers, body: JSON.stringify(body) });
  for (const body of [
    { current_password: wrong, new_password: next },
    { current_password: password, new_password: next.slice(0, 3), more: next },
    { current_password: password, new_password: next },
  ]) {
    heard.push({ what: "an answer about passwords", text: (await change(body)).text });
  }
}

async function useResetLinks(desk: HarnessDesk, secrets: Secrets, heard: Heard[]): Promise<void> {
  const { email } = await desk.person("reviewer");
  // From an address of its own: tries are counted, and other proofs may have used up what theirs had.
  const headers = { origin: desk.url, "content-type": "application/json", "x-forwarded-for": freshAddress() };
  const post = (path: string, body: object) => desk.ask({ method: "POST", path, headers, body: JSON.stringify(body) });
  heard.push({ what: "answer to a reset", text: (await post("/api/v1/password-resets", { email })).text });
  for (let tries = 0; tries < 100 && desk.mailbox.to(email).length === 0; tries += 1) await pause(100);
  const [mail] = desk.mailbox.to(email);
  if (!mail) throw new Error(`The mail with the reset link did not come: ${heard.at(-1)?.text}`);
  const [token, chosen] = [tokenOf(linkIn(mail)), canary("chosen")];
  secrets.set("reset token", token).set("chosen password", chosen);
  const bodies: [string, object][] = [
    ["/api/v1/password-links/read", { token }],
    ["/api/v1/password-links/read", { token: `${token}x` }],
    ["/api/v1/password-links/redeem", { token, password: chosen.slice(0, 5) }],
    ["/api/v1/password-links/redeem", { token: token.slice(1), password: chosen }],
    ["/api/v1/password-links/redeem", { token, password: chosen }],
    ["/api/v1/password-links/redeem", { token, password: chosen }],
  ];
  for (const [path, body] of bodies) heard.push({ what: `answer of ${path}`, text: (await post(path, body)).text });
}
