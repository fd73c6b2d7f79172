import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { secretRingText } from "./data-dir";

/** What a key is derived for: one HKDF label each, so that no key serves two purposes. */
export type SecretUse = "link" | "cursor" | "session" | "seal" | "fingerprint";

let secrets: ReadonlyMap<string, Buffer> | undefined;
const derived = new Map<string, Buffer>();

/** `MARQUEE_SECRETS`, newest first: kid → 32 bytes. Read once: a process keeps the ring it started with. */
function ring(): ReadonlyMap<string, Buffer> {
  return (secrets ??= new Map(
    secretRingText()
      .split(",")
      .map((entry) => {
        const [kid = "", secret = ""] = entry.trim().split(":");
        return [kid, Buffer.from(secret, "base64")];
      }),
  ));
}

/** The key of one use, derived from the secret `kid` names; undefined where the ring has no such kid. */
function keyOf(use: SecretUse, kid: string): Buffer | undefined {
  const secret = ring().get(kid);
  if (!secret) return undefined;
  const label = `${kid}/${use}`;
  const key = derived.get(label) ?? Buffer.from(hkdfSync("sha256", secret, "", `marquee/${use}`, 32));
  derived.set(label, key);
  return key;
}

function newest(use: SecretUse): { kid: string; key: Buffer } {
  const [kid = ""] = ring().keys();
  const key = keyOf(use, kid);
  if (!key) throw new Error("MARQUEE_SECRETS holds no secret.");
  return { kid, key };
}

/** A key for a library that wants one as text (next-auth). */
export function secretText(use: SecretUse): string {
  return newest(use).key.toString("base64url");
}

/** HMAC-SHA256 over `text` under the newest secret. */
export function sign(use: SecretUse, text: string): { kid: string; mac: string } {
  const { kid, key } = newest(use);
  return { kid, mac: createHmac("sha256", key).update(`${kid}.${text}`).digest("base64url") };
}

/** Whether `mac` is ours for `text`; in constant time once the lengths agree. */
export function verify(use: SecretUse, text: string, { kid, mac }: { kid: string; mac: string }): boolean {
  const key = keyOf(use, kid);
  if (!key) return false;
  const expected = createHmac("sha256", key).update(`${kid}.${text}`).digest();
  const given = Buffer.from(mac, "base64url");
  // base64url reads several texts as one value; only the canonical one counts.
  return given.toString("base64url") === mac && given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Envelope encryption: a data key of its own for every text, wrapped by the ring's newest secret, so
 * that rotation re-wraps keys and leaves the data alone. `place` is bound in as additional data
 * (`table|row|column`), so a value copied to another row does not open.
 */
export function seal(text: string, place: string): string {
  const { kid, key } = newest("seal");
  const dataKey = randomBytes(32);
  return [
    "v1",
    kid,
    encrypt(key, dataKey, `${place}|${kid}`),
    encrypt(dataKey, Buffer.from(text), `${place}|${kid}`),
  ].join(".");
}

/** The inverse of `seal`. Throws where the text, the place or the ring does not fit. Workers only. */
export function unseal(sealed: string, place: string): string {
  const [version, kid = "", wrapped = "", body = ""] = sealed.split(".");
  const key = keyOf("seal", kid);
  if (version !== "v1" || !key) throw new Error(`No secret named ${kid} opens this.`);
  return decrypt(decrypt(key, wrapped, `${place}|${kid}`), body, `${place}|${kid}`).toString();
}

function encrypt(key: Buffer, plain: Buffer, aad: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

function decrypt(key: Buffer, text: string, aad: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(Buffer.from(aad));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
