import ipaddr from "ipaddr.js";

/** A network as `TRUSTED_PROXIES` names it: `10.0.0.0/8`, `::1/128`, or one address. */
export type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Throws for what is no network. */
export function parseNetwork(text: string): Network {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/**
 * Whose request it is. The socket's peer, unless that is a trusted proxy: then the address nearest to
 * it in `X-Forwarded-For` that is not a trusted proxy itself. What stands further left was written by
 * somebody nobody vouches for. Null where the socket is gone already.
 */
export function peerAddress(
  { socket, forwardedFor }: { socket: string | undefined; forwardedFor: string | undefined },
  trusted: readonly Network[],
): string | null {
  let nearest = plain(socket);
  if (nearest === null) return null;
  const hops = (forwardedFor ?? "").split(",").map((hop) => plain(hop.trim()));
  while (isTrusted(nearest, trusted) && hops.length > 0) {
    const hop = hops.pop();
    // A hop that is no address hides who came before it; the proxy that passed it on is what is known.
    if (!hop) break;
    nearest = hop;
  }
  return nearest;
}

export function isTrusted(address: string | null, trusted: readonly Network[]): boolean {
  if (address === null) return false;
  const parsed = ipaddr.parse(address);
  return trusted.some((network) => parsed.kind() === network[0].kind() && parsed.match(network));
}

/** An address in its one shortest form: without a zone, and an IPv4 one that came over IPv6 as itself. */
function plain(text: string | undefined): string | null {
  // Some proxies name the port too: `192.0.2.1:1234`, `[2001:db8::1]:1234`.
  const [, bracketed, v4] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text ?? "") ?? [];
  const bare = (bracketed ?? v4 ?? text)?.split("%")[0] ?? "";
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : null;
}
