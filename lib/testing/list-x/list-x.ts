import { OWN_HOST, type Stage } from "./list-x-stage";

/** How a try may end: the address is refused, the way ends for another reason, or the answer arrives. */
export type End = "refused" | "stopped" | "arrives";

export interface Try {
  readonly url: string;
  readonly end: End;
}

/** One of the ways by which somebody may try to send the desk where it must not go. Its tries are made in turn. */
export interface Vector {
  readonly number: number;
  readonly name: string;
  readonly tries: (stage: Stage) => readonly Try[];
}

/** A way in by which others name an address that the desk then goes to. */
export interface EntryPoint {
  readonly name: string;
  /** Whether it goes where a redirect leads; one that does not has that redirect as its answer, and stops there. */
  readonly follows: boolean;
  readonly reach: (url: string) => Promise<End>;
}

/** Hosts, of which no address may be reached by any scheme or port. */
const HOSTS = [
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0177.0.0.1",
  "0",
  "localhost",
  "localhost.",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
  "[fe80::1]",
  "[fc00::1]",
  "[fd00:ec2::254]",
  "[fec0::1]",
  "[2001:db8::1]",
  "[100::1]",
  "[2001::1]",
  "[3fff::1]",
  "[5f00::1]",
  "169.254.169.254",
  "100.100.100.200",
  "192.0.0.192",
  "192.168.1.1",
  "10.0.0.1",
  "172.16.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
  "%31%32%37.0.0.1",
  "user@127.0.0.1",
];

const MORE_HOSTS = ["0.0.0.0", "127.0.0.1.", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ"];

const refused = (...urls: readonly string[]): Try[] => urls.map((url) => ({ url, end: "refused" }));
const byRedirect = ({ door }: Stage, status: number, to: string) =>
  `http://${door}/redirect/${status}?to=${encodeURIComponent(to)}`;
/** An address that a door which does not follow redirects never sees, and one that does refuses. */
const redirected = (stage: Stage, ...targets: readonly string[]) =>
  [301, 302, 303, 307, 308].flatMap((status) => refused(...targets.map((to) => byRedirect(stage, status, to))));

const atHost =
  (host: string): Vector["tries"] =>
  ({ insidePort }) =>
    refused(`https://${host}/final.mp4`, `https://${host}:${insidePort}/`, `http://${host}:${insidePort}/`);

const SCENARIOS: readonly (readonly [name: string, tries: Vector["tries"]])[] = [
  ["a name that leads to a private address", () => refused("https://private.example/", "https://metadata.example/")],
  ["a name with a private IPv6 address only", () => refused("https://six.example/", "https://mapped.example/")],
  ["a name with public and private addresses", () => refused("https://mixed.example/", "https://mixed-six.example/")],
  [
    "a name that leads outside first and inside when it is asked again",
    ({ doorPort }) => refused(`http://rebinding.example:${doorPort}/redirect/302?to=https://rebinding.example/`),
  ],
  ["an alias of a name inside", () => refused("https://alias.example/")],
  [
    "redirects 301, 302, 303, 307 and 308 to private addresses",
    (stage) =>
      redirected(stage, "https://127.0.0.1/", `http://${stage.inside}/`, "//localhost/", "https://private.example/"),
  ],
  [
    "a redirect from https to http",
    ({ secureDoorPort }) => {
      const secure = `https://films.example:${secureDoorPort}`;
      return [
        { url: `${secure}/film`, end: "arrives" },
        ...[301, 302, 303, 307, 308].flatMap((status) =>
          refused(
            `${secure}/redirect/${status}?to=http://films.example/`,
            `${secure}/redirect/${status}?to=http://${OWN_HOST}/`,
          ),
        ),
      ];
    },
  ],
  [
    "a redirect to file:, data: and gopher:",
    (stage) => redirected(stage, "file:///etc/passwd", "data:,x", "gopher://films.example/1"),
  ],
  ["a redirect that leads to itself", ({ door }) => [{ url: `http://${door}/loop`, end: "stopped" }]],
  ["four redirects in a row", ({ door }) => [{ url: `http://${door}/chain/4`, end: "stopped" }]],
  [
    "the ports of SSH, Postgres and Redis",
    () => refused(...[22, 5432, 6379].map((port) => `https://films.example:${port}/`)),
  ],
  [
    "a user name and a password",
    ({ doorPort }) =>
      refused(
        "https://user:secret@films.example/",
        `http://user@films.example:${doorPort}/film`,
        "https://films.example@127.0.0.1/",
      ),
  ],
  [
    "line breaks",
    ({ door }) =>
      refused(
        "https://films.example/a\r\nHost: 127.0.0.1",
        "https://films.example\r\n@127.0.0.1/",
        `http://${door}/a\nb`,
      ),
  ],
  [
    "ten thousand characters",
    ({ door }) => refused(`https://films.example/${"a".repeat(10_000)}`, `http://${door}/${"a".repeat(10_000)}`),
  ],
  [
    "a proxy in the environment",
    ({ door }) => [
      { url: `http://${door}/film`, end: "arrives" },
      ...refused("http://films.example/", "https://127.0.0.1/"),
    ],
  ],
  [
    "another host in the Host header than the one connected to",
    (stage) => {
      const named = `http://films.example:${stage.doorPort}/named?host=films.example:${stage.doorPort}`;
      return [
        { url: named, end: "arrives" },
        { url: byRedirect(stage, 302, named), end: "arrives" },
        ...refused(
          "https://127.0.0.1\\@films.example/",
          "https://127.0.0.1#@films.example/",
          "https://127.0.0.1?@films.example/",
        ),
      ];
    },
  ],
  [
    "a connection that is kept while its name comes to lead elsewhere",
    ({ doorPort }) => [
      { url: `http://kept.example:${doorPort}/film`, end: "arrives" },
      // The name has no address any more: over a kept connection the film would still arrive.
      { url: `http://kept.example:${doorPort}/film`, end: "stopped" },
      ...refused("https://kept.example/"),
    ],
  ],
  [
    "an IPv6 address with a zone",
    () => refused("https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/", "https://[::1%25lo]/"),
  ],
  [
    "the desk's own public host",
    (stage) =>
      refused(
        `https://${OWN_HOST}/`,
        `HTTPS://${OWN_HOST.toUpperCase()}:443/api/v1/videos`,
        byRedirect(stage, 307, `https://${OWN_HOST}/`),
      ),
  ],
];

/** List X of the standard: 60 ways to make a server ask near by for somebody outside. */
export const LIST_X: readonly Vector[] = [
  ...[...HOSTS, ...MORE_HOSTS].map((host) => [host, atHost(host)] as const),
  ...SCENARIOS,
].map(([name, tries], index) => ({ number: index + 1, name, tries }));

/** Makes the tries of a vector at an entry point; what ended otherwise than it must, in sentences. */
export async function tryVector({ number, name, tries }: Vector, entry: EntryPoint, stage: Stage): Promise<string[]> {
  const findings: string[] = [];
  for (const { url, end } of tries(stage)) {
    const met = await entry.reach(url);
    const must = entry.follows || !isRedirected(url) ? end : "stopped";
    if (met !== must) {
      findings.push(
        `${number} (${name}) at ${entry.name}: ${JSON.stringify(url.slice(0, 120))} ${met}, but must be: ${must}`,
      );
    }
  }
  return findings;
}

/** Whether the door answers this address with a redirect. */
const isRedirected = (url: string) => /^https?:\/\/[^/]+\/(?:redirect|chain|loop)\b/.test(url);
