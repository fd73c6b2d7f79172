import { encode } from "next-auth/jwt";
import { beforeAll, expect, it } from "vitest";
import { secretTexts } from "@/lib/infra/secrets";
import { enter, somebody } from "@/lib/testing/people";
import { cookieName, personOfRequest, sessionCookieFor } from "./session";

let sid = "";
beforeAll(async () => {
  await somebody("mara@example.com");
  sid = await enter("mara@example.com");
});

const asking = (cookie: string) =>
  personOfRequest(new Request("http://localhost:3000/api/v1/videos", { headers: { cookie } }));
const under = async (secret: string) => `${cookieName()}=${await encode({ token: { sid }, secret, maxAge: 3600 })}`;

it("a session is known under every secret of the ring, and under no other", async () => {
  const [newest = "", older = ""] = secretTexts("session");
  expect(await asking(await under(newest))).toMatchObject({ email: "mara@example.com" });
  expect(await asking(await under(older))).toMatchObject({ email: "mara@example.com" });
  expect(await asking(await under(Buffer.alloc(32, 9).toString("base64url")))).toBeNull();
  expect(await asking(await under(secretTexts("cursor")[0] ?? ""))).toBeNull();
});

it("a cookie of ours opens what it names, and one that was touched opens nothing", async () => {
  const [cookie = ""] = (await sessionCookieFor(sid, "somebody")).split(";");
  expect(await asking(`theme=dark; ${cookie}; other=1`)).toMatchObject({ email: "mara@example.com" });
  const [name = "", value = ""] = cookie.split("=");
  for (let at = 0; at < value.length; at += 7) {
    const touched = value.slice(0, at) + (value[at] === "A" ? "B" : "A") + value.slice(at + 1);
    if (touched !== value) expect(await asking(`${name}=${touched}`), String(at)).toBeNull();
  }
  expect(await asking(`${name}=nonsense`)).toBeNull();
});
