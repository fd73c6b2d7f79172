import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/infra/env";
import { sourceRefused } from "./source-refusals";

const MAX_LENGTH = 4096;
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR("2000::/3");
/** Suffixes that name machines near us. What they resolve to is judged again when connecting. */
const LOCAL_NAMES = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/;
// WHATWG parsing drops line breaks and tabs in silence and trims the rest, so they are looked for in the text.
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/;

/**
 * The address of a source, parsed once; everything later uses the URL returned here. Throws the
 * refusal `source_refused` unless it is https on port 443 of a public host that is not the desk
 * itself, or stands in `allow` (`host:port`, lower case), where http, private addresses and the desk
 * are welcome too. Looks nothing up.
 */
export function refuseUrl(text: string, allow: readonly string[]): URL {
  if (text.length > MAX_LENGTH)
    throw sourceRefused(`The address of the source is longer than ${MAX_LENGTH} characters.`);
  if (CONTROLS.test(text)) throw sourceRefused("The address of the source contains control characters.");
  if (!URL.canParse(text)) throw sourceRefused("The address of the source is not a URL.");
  const url = new URL(text);
  url.hash = "";
  if (url.username !== "" || url.password !== "") {
    throw sourceRefused("The address of the source must not contain a user name or password.");
  }
  if (url.protocol === "upload:")
    throw sourceRefused("An uploaded file is named as its upload's `source` says: upload:upl_ and 32 hex digits.");
  if (isAllowed(url, allow)) return url;
  if (url.protocol !== "https:") throw sourceRefused("The address of the source must begin with https://.");
  if (url.port !== "") throw sourceRefused("The source must be on port 443.");
  refuseHost(url.hostname);
  return url;
}

/** Whether an operator named this very host and port in `OUTBOUND_ALLOW`. */
export function isAllowed(url: URL, allow: readonly string[]): boolean {
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return allow.includes(`${url.hostname}:${port}`);
}

/**
 * Whether an address belongs to the public internet: IPv4 outside every special range, IPv6 inside
 * 2000::/3 only, less the ranges that tunnel, document or test. An IPv4 address in IPv6 clothing
 * (mapped, NAT64, 6to4) is never public: a public one is reachable as itself.
 */
export function isPublicAddress(ip: string): boolean {
  if (isIP(ip) === 0 || ip.includes("%")) return false;
  const address = ipaddr.parse(ip);
  if (address.kind() === "ipv6" && !address.match(GLOBAL_UNICAST_V6)) return false;
  return address.range() === "unicast";
}

/**
 * Whether we go to an address: a public one, and none of this machine's own. The desk asked by itself
 * would believe that it is asked from near by (a public address of ours may even skip the proxy).
 * What a router in front of us turns into one of ours cannot be known here.
 */
export function mayReach(ip: string): boolean {
  return isPublicAddress(ip) && !isOwnAddress(ip);
}

/** Read anew each time, because addresses come and go; it takes some microseconds. */
function isOwnAddress(ip: string): boolean {
  const asked = ipaddr.parse(ip).toNormalizedString();
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some(({ address }) => isIP(address) !== 0 && ipaddr.parse(address).toNormalizedString() === asked);
}

function refuseHost(hostname: string): void {
  if (hostname === new URL(env().MARQUEE_URL).hostname) throw sourceRefused("The source is this desk itself.");
  const literal = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  if (isIP(literal) !== 0) {
    if (!mayReach(literal)) throw sourceRefused("The source is on a private or reserved address.");
    return;
  }
  if (hostname.endsWith(".")) throw sourceRefused("The name of the source's server must not end with a dot.");
  if (LOCAL_NAMES.test(hostname) || !hostname.includes(".")) throw sourceRefused("The source is on a local name.");
}
