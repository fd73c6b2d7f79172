import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import pg from "pg";
import { expect, it } from "vitest";
import { toProblem } from "./problem";

it("tells a database that takes the connection and says nothing as away, not as a defect of ours", async () => {
  const open = new Set<Socket>();
  const mute = createServer((socket) => open.add(socket)).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  const pool = new pg.Pool({ host: "127.0.0.1", port, connectionTimeoutMillis: 100 });
  const error: unknown = await pool.query("SELECT 1").catch((thrown: unknown) => thrown);
  expect(toProblem(error, "r")).toMatchObject({ status: 503, code: "unavailable" });
  // Prisma hands it on a level or two down.
  expect(toProblem({ cause: error }, "r").status).toBe(503);
  expect(toProblem({ meta: { driverAdapterError: { cause: error } } }, "r").status).toBe(503);
  expect(toProblem(new Error("Query read timeout"), "r").status).toBe(503);
  expect(toProblem(new Error("something else"), "r")).toMatchObject({ status: 500, code: "internal" });
  for (const socket of open) socket.destroy();
  mute.close();
  await pool.end();
});
