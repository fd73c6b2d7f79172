import { expect, it } from "vitest";
import { destinationsIn } from "./read-trace";

const TRACE = `
101 connect(23, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress)
102 connect(24, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "fd00::1", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>
101 sendto(25, "q", 1, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 1
101 sendmsg(26, {msg_name={sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("192.168.1.1")}, msg_namelen=16}, 0) = 1
101 sendto(25, "more", 4, MSG_NOSIGNAL, NULL, 0) = 4
102 connect(27, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
102 sendto(28, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20
102 <... connect resumed>) = 0
103 connect(29, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}, 16) = 0
`;

it("a trace tells every address that was connected or sent to, and nothing that stays on the machine", () => {
  expect([...destinationsIn(TRACE)]).toEqual([
    ["10.0.0.1:443", 2],
    ["[fd00::1]:80", 1],
    ["127.0.0.53:53", 1],
    ["192.168.1.1:9", 1],
  ]);
});
