import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { secretRingText } from "./data-dir";

/** What a key is derived for: one HKDF label each, so that no key serves two purposes. */
export type SecretUse = "link" | "password-link" | "cursor" | "session" | "seal" | "fingerprint" | "oidc";

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

/** The same of every secret in the ring, newest first: for reading what an older one wrote. */
export function secretTexts(use: SecretUse): string[] {
  return [...ring().keys()].flatMap((kid) => keyOf(use, kid)?.toString("base64url") ?? []);
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

/** The names of the ring's secrets, newest first. */
export function kidsOfRing(): readonly string[] {
  return [...ring().keys()];
}

let mayUnseal = false;

/**
 * Opens this process's eyes to what is sealed. The worker calls it when it starts, and so do the two
 * programs of the command line that do a worker's work; the web process never does (standard 3.3).
 */
export function allowUnsealing(): void {
  mayUnseal = true;
}

const VERSION = "v2";

/**
 * Envelope encryption: a data key of its own for every text, wrapped by the ring's newest secret. The
 * place (`table|row|column`) is bound in as additional data, so a value copied to another row does
 * not open. The wrapping is bound to the kid too, the text is not: rotation wraps the data key anew
 * and leaves the text's bytes alone.
 */
export function seal(text: string, place: string): string {
  const dataKey = randomBytes(32);
  return [VERSION, ...wrap(dataKey, place), encrypt(dataKey, Buffer.from(text), bodyOf(place))].join(".");
}

/** The inverse of `seal`. Throws where the text, the place or the ring does not fit, and outside a worker. */
export function unseal(sealed: string, place: string): string {
  return read(sealed, place).open().toString();
}

/**
 * The same text under the newest secret. Of a `v2` only the data key is wrapped anew. A `v1` bound its
 * text to the kid as well, so that one is sealed again. Throws as `unseal` does.
 */
export function rewrap(sealed: string, place: string): string {
  const { version, dataKey, body, open } = read(sealed, place);
  if (version !== VERSION) return seal(open().toString(), place);
  return [VERSION, ...wrap(dataKey, place), body].join(".");
}

/** How a value that needs no re-wrapping begins. */
export function sealedUnderNewest(): string {
  return `${VERSION}.${newest("seal").kid}.`;
}

const bodyOf = (place: string) => `${VERSION}|${place}`;

function wrap(dataKey: Buffer, place: string): [kid: string, wrapped: string] {
  const { kid, key } = newest("seal");
  return [kid, encrypt(key, dataKey, `${place}|${kid}`)];
}

interface Read {
  readonly version: string;
  readonly dataKey: Buffer;
  readonly body: string;
  readonly open: () => Buffer;
}

function read(sealed: string, place: string): Read {
  if (!mayUnseal) throw new Error("This process may not open what is sealed: only a worker does.");
  const [version = "", kid = "", wrapped = "", body = "", ...rest] = sealed.split(".");
  const key = keyOf("seal", kid);
  if (!["v1", VERSION].includes(version) || rest.length > 0 || !key) {
    throw new Error(`No secret named ${kid} opens this.`);
  }
  const dataKey = decrypt(key, wrapped, `${place}|${kid}`);
  const aad = version === VERSION ? bodyOf(place) : `${place}|${kid}`;
  return { version, dataKey, body, open: () => decrypt(dataKey, body, aad) };
}

/**
 * A text for a browser to keep and not to read, such as a cookie, encrypted under the key of one use:
 * `kid.body`. Any process may open it again, unlike what is sealed.
 */
export function lockText(use: SecretUse, text: string): string {
  const { kid, key } = newest(use);
  return `${kid}.${encrypt(key, Buffer.from(text), `${use}|${kid}`)}`;
}

/** The inverse of `lockText`. Throws for whatever that did not write. */
export function unlockText(use: SecretUse, locked: string): string {
  const [kid = "", body = "", ...rest] = locked.split(".");
  const key = keyOf(use, kid);
  if (!key || rest.length > 0) throw new Error(`No secret named ${kid} opens this.`);
  return decrypt(key, body, `${use}|${kid}`).toString();
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
