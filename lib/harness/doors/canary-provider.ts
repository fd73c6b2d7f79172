import { Browser } from "../browser";
import type { HarnessDesk } from "../desk";
import type { Heard } from "../places";

/** Somebody signs in through the provider, and somebody fails to. */
export async function useProvider(desk: HarnessDesk, secrets: Map<string, string>, heard: Heard[]): Promise<void> {
  const sub = `canary-${crypto.randomUUID().slice(0, 8)}`;
  desk.provider.people.set(sub, {
    name: sub,
    email: `${sub}@harness.example`,
    email_verified: true,
    roles: ["viewers"],
  });
  const browser = new Browser();
  const start = `${desk.url}/api/auth/oidc/start`;
  const asked = await browser.go(start, (address) => address.includes("/interaction/"));
  const back = await browser.go(`${asked.address}/as/${sub}`, (address) => address.startsWith(desk.url));
  const code = new URL(back.address).searchParams.get("code");
  if (code === null) throw new Error(`The provider gave no code: ${back.address}`);
  secrets.set("provider's code", code);
  heard.push({ what: "way back from the provider", text: (await browser.go(back.address)).text });
  secrets.set("provider session's cookie", browser.cookie("marquee.session") ?? "");
  heard.push({ what: "way back, a second time", text: (await browser.go(back.address)).text });
}
