import { delivering, recordOf, sha256, type Delivering } from "./delivering";
import { call } from "./call";
import { copyOfVideo } from "./film-copies";
import { eventually } from "./worker";

export interface Publishing extends Delivering {
  /** A video that has been delivered; each call makes another. */
  readonly video: () => Promise<string>;
  readonly channel: (body: object) => Promise<string>;
  readonly assign: (body: object) => Promise<Wire>;
  readonly find: (id: string) => Promise<Wire>;
  /** Waits until it stands so. */
  readonly until: (id: string, status: string, ms?: number) => Promise<Wire>;
}

export type Wire = Record<string, unknown> & { readonly id: string; readonly status: string };

/** Sets a test file up to publish for real: films, a worker with its dispatcher, a manager's key. Call it at the top of the file. */
export async function publishing(): Promise<Publishing> {
  const stage = await delivering();
  let films = 0;
  let first: Promise<string> | undefined;
  const find = async (id: string) => {
    const { body } = await call("GET", "/api/v1/assignments/{id}", { key: stage.key, params: { id } });
    return body as Wire;
  };
  return Object.assign(Object.create(stage) as Delivering, {
    async video() {
      films += 1;
      // One film is carried for the whole file; the others are as if they had been.
      first ??= deliverOne(stage);
      return films === 1 ? first : copyOfVideo(await first, `Film ${films}`);
    },
    async channel(body: object) {
      const made = await call("POST", "/api/v1/channels", { key: stage.key, body });
      if (made.status !== 201) throw new Error(`The channel was refused: ${JSON.stringify(made.body)}`);
      return String(made.body["id"]);
    },
    async assign(body: object) {
      const made = await call("POST", "/api/v1/assignments", { key: stage.key, body });
      if (made.status !== 201) throw new Error(`It was not assigned: ${JSON.stringify(made.body)}`);
      const [assignment] = made.body["assignments"] as Wire[];
      if (!assignment) throw new Error("Nothing was assigned.");
      return assignment;
    },
    find,
    until: (id: string, status: string, ms = 80_000) =>
      eventually(async () => {
        const found = await find(id);
        return found.status === status && found;
      }, ms),
  });
}

async function deliverOne(stage: Delivering): Promise<string> {
  const delivered = await call("POST", "/api/v1/deliveries", {
    key: stage.key,
    body: {
      project_id: "film-1",
      final_edit: {
        video_url: stage.source.url("/film.mp4"),
        duration_seconds: stage.seconds,
        checksum: sha256(stage.film),
      },
      qc_report: { status: "pass" },
      distribution_settings: { metadata: { title: "Film 1", tags: ["harbour"] } },
    },
  });
  const { body } = await call("GET", "/api/v1/deliveries/{id}", {
    key: stage.key,
    params: { id: String(recordOf(delivered.body)["audit_log_id"]) },
  });
  return String(body["video_id"]);
}
