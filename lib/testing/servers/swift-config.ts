import { gzipSync } from "node:zlib";
import type { SwiftServer } from "./swift-programs";

interface SwiftPlace {
  readonly folder: string;
  readonly user: string;
  readonly ports: Readonly<Record<SwiftServer, number>>;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Every file that a Swift on one disk needs, by its name. */
export function swiftFiles(place: SwiftPlace): ReadonlyMap<string, string | Buffer> {
  const files = new Map<string, string | Buffer>([
    ["swift.conf", CLUSTER],
    ["proxy.conf", proxyConfig(place)],
  ]);
  for (const server of ["account", "container", "object"] as const) {
    files.set(`${server}.conf`, diskConfig(place, server));
    files.set(`${server}.ring.gz`, ring(place.ports[server]));
  }
  return files;
}

const CLUSTER = `[swift-hash]
swift_hash_path_prefix = marquee
swift_hash_path_suffix = test
[storage-policy:0]
name = one-disk
default = yes
[swift-constraints]
max_header_size = 16384
`;

const common = ({ folder, user }: SwiftPlace, port: number) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
swift_dir = ${folder}
user = ${user}
workers = 0
log_level = WARNING
`;

const diskConfig = (place: SwiftPlace, server: SwiftServer) => `${common(place, place.ports[server])}
devices = ${place.folder}/disks
mount_check = false
recon_cache_path = ${place.folder}
[pipeline:main]
pipeline = ${server}-server
[app:${server}-server]
use = egg:swift#${server}
recon_cache_path = ${place.folder}
`;

const FILTERS = "catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo symlink";

function proxyConfig(place: SwiftPlace): string {
  const filters = FILTERS.split(" ").map((name) => {
    const uses = name === "cache" ? "memcache" : name;
    return `[filter:${name}]\nuse = egg:swift#${uses}\n${filterSettings(place)[name] ?? ""}`;
  });
  return `${common(place, place.ports.proxy)}
[pipeline:main]
pipeline = ${FILTERS} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
${filters.join("\n")}`;
}

/** What differs from Swift's own choice: no memcached, and S3's own number of parts (Swift's is 1,000). */
function filterSettings(place: SwiftPlace): Readonly<Record<string, string>> {
  const [account = "", user = ""] = place.accessKeyId.split(":");
  return {
    cache: "memcache_servers = 127.0.0.1:1\n",
    s3api: `s3_acl = false\nlocation = ${place.region}\nmax_upload_part_num = 10000\n`,
    tempauth: `user_${account}_${user} = ${place.secretAccessKey} .admin\n`,
    // Otherwise the parts of a removed object stay until a process comes by that we do not run.
    slo: "allow_async_delete = false\n",
  };
}

const PART_POWER = 4;

/** Where things are: one copy of all of them on one disk. (Swift's own program for this takes seconds.) */
function ring(port: number): Buffer {
  const device = { id: 0, region: 1, zone: 1, ip: "127.0.0.1", port, device: "one", weight: 1, meta: "" };
  const facts = Buffer.from(
    JSON.stringify({
      byteorder: "little",
      devs: [{ ...device, replication_ip: device.ip, replication_port: port }],
      part_shift: 32 - PART_POWER,
      replica_count: 1,
      version: 1,
    }),
  );
  const head = Buffer.alloc(10);
  head.write("R1NG", "latin1");
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(facts.byteLength, 6);
  return gzipSync(Buffer.concat([head, facts, Buffer.alloc(2 * 2 ** PART_POWER)]));
}
