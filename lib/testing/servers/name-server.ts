import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import type { Resolve } from "@/lib/infra/outbound/guard";

/** What a name leads to: addresses, by way of another name where there is one. */
export interface Records {
  readonly addresses: readonly string[];
  readonly alias?: string;
}

/** Names and their answers; a name with several gives them in turn, for each kind of question anew. */
export type Zone = Readonly<Record<string, readonly Records[]>>;

export interface NameServer {
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly close: () => void;
}

const [A, CNAME, AAAA] = [1, 5, 28] as const;
const NO_SUCH_NAME = 0x8583;
const ANSWERED = 0x8580;

/** A name server on loopback that knows `zone` and nothing else. */
export async function serveNames(zone: Zone): Promise<NameServer> {
  const asked = new Map<string, number>();
  const socket = createSocket("udp4", (question, from) => {
    const { name, type, end } = readQuestion(question);
    const turns = zone[name.toLowerCase()];
    const times = asked.get(`${type} ${name}`) ?? 0;
    asked.set(`${type} ${name}`, times + 1);
    const records = turns?.[times % turns.length];
    const answers = records ? answersTo({ name, type, records }) : [];
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(records ? ANSWERED : NO_SUCH_NAME, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    head.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([head, question.subarray(12, end), ...answers]), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

/** Asks this very server, by the protocol, for the addresses of both kinds. */
export function resolveAt(nameServer: string): Resolve {
  const resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([nameServer]);
  return async (hostname) => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = [four, six].flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length === 0 && four.status === "rejected") throw four.reason;
    return addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  };
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString("latin1"));
    at += 1 + length;
  }
  return { name: labels.join("."), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function answersTo({ name, type, records }: { name: string; type: number; records: Records }): Buffer[] {
  const owner = records.alias ?? name;
  const first = records.alias === undefined ? [] : [record(name, CNAME, encodeName(records.alias))];
  const fitting = records.addresses.filter((address) => type === (isIPv6(address) ? AAAA : A));
  return [...first, ...fitting.map((address) => record(owner, type, encodeAddress(address)))];
}

function record(owner: string, type: number, data: Buffer): Buffer {
  const middle = Buffer.alloc(10);
  middle.writeUInt16BE(type, 0);
  // Class IN; it lives for no time at all, so that nobody keeps it.
  middle.writeUInt16BE(1, 2);
  middle.writeUInt16BE(data.length, 8);
  return Buffer.concat([encodeName(owner), middle, data]);
}

const encodeName = (name: string) =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function encodeAddress(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split(".").map(Number));
  const [left = "", right = ""] = address.split("::");
  const groups = (half: string) => (half === "" ? [] : half.split(":").map((group) => Number.parseInt(group, 16)));
  const [front, back] = [groups(left), groups(right)];
  const all = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}
