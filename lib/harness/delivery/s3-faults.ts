import type { Fault, S3Call } from "@/lib/testing/servers/fault-proxy";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof, type Size } from "../proof";
import { downloadOf } from "./download";
import { freshFilm } from "./films";
import { inBucket } from "./grounds/bucket";
import { halfMade } from "./leftovers";
import { eventually, retry, send } from "./send";

/** One fault, as a delivery meets it. */
interface Case {
  readonly call: S3Call;
  readonly fault: Fault;
  /** How often it fails; without end, unless told. */
  readonly times?: number;
}

/** The calls of a delivery of one request, and of one in parts. */
const WHOLE: readonly S3Call[] = ["put", "head"];
const PARTS: readonly S3Call[] = ["create", "part", "complete", "head"];
const FAULTS: readonly Fault[] = [500, 503, 507, "reset", "lost", "cut"];
/** What holds a connection is waited for; once is enough, and then the call is made again. */
const SLOW: readonly Fault[] = ["hang", "trickle"];

/** Ends by which somebody knows what to do. */
const CLEAR = new Set(["published", "storage_failed", "storage_full"]);
const MOST_SECONDS = 60;
/** A server that never answers is waited for, more than once. */
const MOST_SECONDS_SLOW = 600;

export const s3Faults: Proof = {
  name: "s3-faults",
  promise: "whatever S3 answers at whatever call, a delivery ends as it should, in time, and leaves nothing behind",
  ground: inBucket,

  async run(desk, size) {
    const ledger = new Ledger();
    const { shelf, bucket, proxy, partBytes } = inBucket.tools;
    const { key } = await desk.keyWith(["deliveries:write", "deliveries:read", "videos:read"]);
    const ends = new Map<string, number>();
    let slowest = 0;
    for (const { large, call, fault, times } of casesOf(size)) {
      const what = `${fault} at ${call} of a ${large ? "film in parts" : "small film"}${times === undefined ? "" : `, ${times} times`}`;
      const film = freshFilm(desk.film.bytes, large ? partBytes * 2 + 300_000 : undefined);
      const url = shelf.lay(film.bytes);
      proxy.heal();
      proxy.fail(call, fault, times === undefined ? {} : { times });
      // Nothing is given up unless something else fails first.
      if (call === "abort") proxy.fail("complete", 500);
      const { calls } = proxy;
      const from = calls.length;
      const { id, end, message, seconds } = await send(desk, {
        url,
        sha256: film.sha256,
        seconds: desk.film.seconds,
        project: "faults",
        key,
      });
      slowest = Math.max(slowest, seconds);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      const slow = SLOW.includes(fault);
      ledger.look("the fault was met", calls.slice(from).includes(call), `${what}: ${calls.slice(from).join(" ")}`);
      ledger.look("each ends clearly", CLEAR.has(end), `${what}: ${end} ${message}`);
      if (times === 1)
        ledger.look(
          "what passes is overcome without anybody hearing of it",
          end === "published",
          `${what}: ${end} ${message}`,
        );
      ledger.look("and in time", seconds < (slow ? MOST_SECONDS_SLOW : MOST_SECONDS), `${what}: ${seconds} s`);
      const object = `faults/${id}.mp4`;
      const there = await bucket.read(object);
      const sound = there === null ? end !== "published" : there.equals(film.bytes);
      ledger.look(
        "what stands under the final name is whole, and there once it is published",
        sound,
        `${what}: ${there?.length ?? "nothing"} bytes`,
      );
      proxy.heal();
      if (end !== "published") {
        const again = await retry(desk, { id, key });
        ledger.look(
          "once the store is well again, trying again succeeds",
          again.end === "published",
          `${what}: ${again.end} ${again.message}`,
        );
        const now = await bucket.read(object);
        ledger.look("and then the film stands there", now?.equals(film.bytes) === true, `${what}: ${now?.length}`);
      }
      shelf.take(url);
    }
    await downloads(desk, ledger, key);
    // An upload that could not even be given up is the sweep's; it comes when a worker starts.
    desk.processes.worker.crash();
    const swept = await eventually(async () => (await bucket.openUploads()).length === 0, 60);
    ledger.look("no upload in parts is left open", swept, () => "some are");
    ledger.look("nothing half-made is left in staging", halfMade(desk.filesDir).length === 0, () =>
      halfMade(desk.filesDir).join(),
    );
    ledger.figure("cases", casesOf(size).length);
    ledger.figure("ends", [...ends].map(([end, count]) => `${end} ${count}`).join(" · "));
    ledger.figure("slowest s", slowest);
    return ledger.outcome();
  },
};

function casesOf(size: Size): (Case & { large: boolean })[] {
  const every = [...WHOLE.map((call) => ({ call, large: false })), ...PARTS.map((call) => ({ call, large: true }))];
  const lasting = every.flatMap((one) => FAULTS.map((fault) => ({ ...one, fault })));
  // Of the passing ones every one; of the lasting ones in the cut a few, for each is tried several times over.
  const passing = every.flatMap((one) =>
    ([500, 503, "reset", "lost", "cut"] as const).map((fault) => ({ ...one, fault, times: 1 })),
  );
  if (size === "short")
    return [...lasting.filter((_one, place) => place % 7 === 0), ...passing.filter((_one, place) => place % 6 === 1)];
  const held = every.flatMap((one) => SLOW.map((fault) => ({ ...one, fault, times: 1 })));
  const givenUp = [{ call: "abort", fault: 500, large: true } as const];
  return [...lasting, ...passing, ...held, ...givenUp];
}

/** Reading through a store in trouble: the right bytes, or a refusal or a break that nobody takes for them. */
async function downloads(desk: HarnessDesk, ledger: Ledger, key: string): Promise<void> {
  const { shelf, proxy } = inBucket.tools;
  const film = freshFilm(desk.film.bytes, 3_000_000);
  const url = shelf.lay(film.bytes);
  const { id, end } = await send(desk, {
    url,
    sha256: film.sha256,
    seconds: desk.film.seconds,
    project: "faults",
    key,
  });
  ledger.look("a film to be read is published", end === "published", end);
  const [row] = await desk.sql<{ video_id: string }>("SELECT video_id FROM deliveries WHERE id = $1", [id]);
  const path = `/api/v1/videos/${row?.video_id}/file`;
  for (const call of ["head", "get"] as const) {
    for (const fault of [500, 503, "reset", "cut"] as const) {
      proxy.heal();
      proxy.fail(call, fault);
      const got = await downloadOf(desk, { path, key });
      const right = got.whole && got.bytes.equals(film.bytes);
      const visiblyNot = !got.whole || got.status >= 500;
      ledger.look(
        "a film that is read meanwhile is right, or visibly not there",
        right || visiblyNot,
        `${fault} at ${call}: ${got.status}, ${got.bytes.length} bytes`,
      );
    }
  }
  proxy.heal();
  const { bytes } = await downloadOf(desk, { path, key });
  ledger.look("afterwards it is read as it is", bytes.equals(film.bytes), `${bytes.length} bytes`);
  shelf.take(url);
}
