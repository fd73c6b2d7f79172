import { describe, expect, it } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { isPublicAddress, refuseUrl } from "./address-rules";

/** Standard, SSRF list X: every host of it that can be judged without asking DNS. */
const HOSTS = [
  `127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 0 0.0.0.0 127.0.0.1. localhost localhost. LOCALHOST
   desk.localhost printer.local metadata.google.internal intranet
   [::1] [::] [::ffff:127.0.0.1] [::127.0.0.1] [::ffff:8.8.8.8] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1]
   [2002:7f00:1::] [fe80::1] [fe80::1%25eth0] [fc00::1] [fd00:ec2::254] [fec0::1] [2001:db8::1] [100::1]
   [2001::1] [3fff::1] [5f00::1] [ff02::1]
   169.254.169.254 100.100.100.200 192.0.0.192 192.168.1.1 10.0.0.1 172.16.0.1 198.18.0.1 224.0.0.1 240.0.0.1
   255.255.255.255 192.0.2.1 198.51.100.7 203.0.113.9
   ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1 ⓛⓞⓒⓐⓛⓗⓞⓢⓣ
   user@example.com user:secret@example.com example.com.`.split(/\s+/),
  "1.1.1.1 @127.0.0.1",
].flat();

const URLS = [
  ["http instead of https", "http://example.com/a.mp4"],
  ["http on port 443", "http://example.com:443/a.mp4"],
  ["SSH", "https://example.com:22/"],
  ["Postgres", "https://example.com:5432/"],
  ["Redis", "https://example.com:6379/"],
  ["a file", "file:///etc/passwd"],
  ["data", "data:video/mp4;base64,AAAA"],
  ["gopher", "gopher://example.com/1"],
  ["ftp", "ftp://example.com/a.mp4"],
  ["an upload that is named otherwise", "upload:harbour.mp4"],
  ["a line break in the path", "https://example.com/a\r\nX-Evil: 1"],
  ["a line break in the host", "https://exam\nple.com/"],
  ["a NUL", "https://example.com/\u0000"],
  ["ten thousand characters", `https://example.com/${"a".repeat(10_000)}`],
  ["nothing", ""],
  ["no URL", "final.mp4"],
] as const;

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return `${error.kind} ${error.code}`;
    throw error;
  }
  return "went through";
}

describe("an address is judged before anything is looked up", () => {
  it.each(HOSTS)("https://%s/ is refused", (host) => {
    expect(codeOf(() => refuseUrl(`https://${host}/final.mp4`, []))).toBe("invalid source_refused");
  });

  it.each(URLS)("%s is refused", (_name, url) => {
    expect(codeOf(() => refuseUrl(url, []))).toBe("invalid source_refused");
  });

  it.each([
    "https://example.com/a.mp4?sig=x",
    "https://example.com:443/",
    "https://1.1.1.1/",
    "https://[2606:4700::1111]/",
  ])("%s goes through", (url) => expect(refuseUrl(url, []).protocol).toBe("https:"));

  it("never repeats the address in its sentence", () => {
    expect(() => refuseUrl("https://u:hunter2@10.0.0.1/secret", [])).toThrow(/^(?!.*(hunter2|10\.0\.0\.1|secret)).*$/);
  });
});

describe("OUTBOUND_ALLOW", () => {
  const allow = ["127.0.0.1:9000", "minio:9000", "[::1]:9000", "near.example:80"];

  it.each([
    "http://127.0.0.1:9000/a",
    "https://127.0.0.1:9000/a",
    "http://MINIO:9000/a",
    "http://[::1]:9000/a",
    "http://near.example/a",
  ])("permits %s", (url) => expect(refuseUrl(url, allow)).toBeInstanceOf(URL));

  it.each([
    "http://127.0.0.1:9001/",
    "http://127.0.0.2:9000/",
    "http://minio/",
    "http://minio.evil.example:9000/",
    "http://user@minio:9000/",
    "ftp://minio:9000/",
    "http://near.example:8080/",
  ])("does not permit %s", (url) => expect(codeOf(() => refuseUrl(url, allow))).toBe("invalid source_refused"));
});

describe("isPublicAddress", () => {
  it.each(["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001:81b::200e"])("%s is public", (ip) =>
    expect(isPublicAddress(ip)).toBe(true),
  );
  it.each(["::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::", "4000::1", "fe80::1%eth0", "example.com", ""])(
    "%s is not",
    (ip) => expect(isPublicAddress(ip)).toBe(false),
  );
});
