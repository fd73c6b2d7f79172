import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const FORM = /^(mq_live_[0-9A-Za-z]{8})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

/** A new key: `mq_live_<8 id>_<32 secret><6 checksum>` (standard 3.3). The checksum lets scanners and typos be told apart. */
export function newKey(): { key: string; prefix: string; secretHash: Buffer<ArrayBuffer> } {
  const prefix = `mq_live_${randomText(8)}`;
  const secret = randomText(32);
  return { key: `${prefix}_${secret}${checkDigits(`${prefix}_${secret}`)}`, prefix, secretHash: hashOf(secret) };
}

/** The parts of something that looks like a key, or null. Says nothing yet about whether it is one. */
export function readKey(text: string): { prefix: string; secretHash: Buffer<ArrayBuffer> } | null {
  const [, prefix = "", secret = "", digits = ""] = FORM.exec(text) ?? [];
  return prefix !== "" && checkDigits(`${prefix}_${secret}`) === digits ? { prefix, secretHash: hashOf(secret) } : null;
}

export const sameHash = (left: Uint8Array, right: Uint8Array) =>
  left.length === right.length && timingSafeEqual(left, right);

/** The secret has 190 random bits, so a fast hash keeps it well. */
const hashOf = (secret: string) => Buffer.from(createHash("sha256").update(secret).digest());

function randomText(length: number): string {
  return Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join("");
}

function checkDigits(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < 6; place += 1) {
    digits = (BASE62[rest % 62] ?? "0") + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
