/** Every `address:port` of the internet families that a trace connects or sends to, and how often. Sockets of the machine itself (Unix, netlink) are none. */
export function destinationsIn(trace: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const line of trace.split("\n")) {
    for (const address of addressesOf(line)) found.set(address, (found.get(address) ?? 0) + 1);
  }
  return found;
}

function addressesOf(line: string): string[] {
  // A call that another thread interrupts is written in two halves; its address stands in the first.
  if (!/\b(?:connect|sendto|sendmsg|sendmmsg)\(/.test(line)) return [];
  const four = line.matchAll(/sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)/g);
  const six = line.matchAll(/sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"/g);
  return [
    ...[...four].map(([, port, address]) => `${address}:${port}`),
    ...[...six].map(([, port, address]) => `[${address}]:${port}`),
  ];
}
