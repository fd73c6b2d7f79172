import { randomUUID } from "node:crypto";

let lastMs = 0;
let count = 0;

/** A UUID of version 7 (RFC 9562, 6.2 method 1): begins with its time, and sorts after all that this process made before. */
export function uuid7(ms = Date.now()): string {
  if (ms > lastMs) [lastMs, count] = [ms, 0];
  else if (count < 0xfff) count += 1;
  else [lastMs, count] = [lastMs + 1, 0];
  const time = lastMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, "0")}-${randomUUID().slice(19)}`;
}
