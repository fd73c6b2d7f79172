import { randomBytes, randomUUID } from "node:crypto";
import type { Prisma } from "@/lib/infra/db";
import { db } from "@/lib/infra/db";
import { call, type Answered } from "./call";

interface Film {
  title?: string;
  checksum?: string;
  sourceUrl?: string;
  seconds?: number;
  bytes?: number;
  published?: boolean;
  /** Whether a store has it. */
  stands?: boolean;
}

/** A video as a finished delivery leaves it, without a file. Returns its id. */
export async function aFilm(film: Film = {}): Promise<string> {
  const { published = true, stands = true, bytes = 5_000_000, seconds = 10 } = film;
  const name = randomBytes(10).toString("hex");
  const [videoId, id, now] = [`vid_${name}`, `dist_${name}`, new Date()];
  const checksum = film.checksum ?? `sha256:${randomBytes(32).toString("hex")}`;
  const media = {
    duration_seconds: seconds,
    width: 1280,
    height: 720,
    frames_per_second: 25,
    video_codec: "avc1",
    audio_codec: null,
  };
  await db().$transaction([
    db().video.create({
      data: {
        id: videoId,
        projectId: `project-${name}`,
        version: 1,
        title: film.title ?? "Spring launch",
        tags: [],
        checksum,
        bytes,
        media,
        deliveryId: id,
        availableAt: published ? now : null,
        createdAt: now,
      },
    }),
    db().delivery.create({
      data: {
        id,
        videoId,
        projectId: `project-${name}`,
        storagePrefix: "",
        status: published ? "published" : "fetching",
        checksum,
        claimedSeconds: seconds,
        bytes,
        sourceUrl: film.sourceUrl ?? `https://films.example.com/${name}.mp4`,
        sourceSealed: "",
        qcStatus: "pass",
        urlExpiryHours: 72,
        metadata: {},
        createdAt: now,
        queuedAt: now,
        publishedAt: published ? now : null,
      },
    }),
  ]);
  const at = { createdAt: now, verifiedAt: now, checkedAt: now };
  if (stands)
    await db().copy.create({ data: { deliveryId: id, store: "local", key: name, location: `local://${name}`, ...at } });
  return videoId;
}

/** A channel of a platform, active unless said otherwise. Returns its id. */
export async function aChannelOf(
  platform: string,
  more: Partial<Prisma.ChannelUncheckedCreateInput> = {},
): Promise<string> {
  const data = { name: `A ${platform}`, platform, createdAt: new Date(), createdBy: "test", ...more };
  const { id } = await db().channel.create({ data: { id: randomUUID(), ...data } });
  return id;
}

export interface Made {
  readonly id: string;
  readonly channel_id: string;
  readonly status: string;
  readonly revision: number;
  readonly [field: string]: unknown;
}

/** Assigns over the API, as whoever holds the key. */
export const assign = (key: string, body: object, headers: Record<string, string> = {}): Promise<Answered> =>
  call("POST", "/api/v1/assignments", { key, body, headers });

export const madeIn = ({ body }: Answered) => body["assignments"] as Made[];

/** One assignment of a film of its own, in the state that a test begins with. */
export async function anAssignment(
  key: string,
  channelId: string,
  data: Prisma.AssignmentUncheckedUpdateInput = {},
): Promise<string> {
  const [made] = madeIn(await assign(key, { video_id: await aFilm(), channel_ids: [channelId] }));
  if (!made) throw new Error("Nothing was assigned.");
  await db().assignment.update({ where: { id: made.id }, data });
  return made.id;
}

export const rowOf = (id: string) => db().assignment.findUniqueOrThrow({ where: { id } });

/** What was told of an assignment, in order. */
export const toldOfAssignment = async (id: string): Promise<string[]> =>
  (await db().outboxEvent.findMany({ where: { subject: `assignment:${id}` }, orderBy: { id: "asc" } })).map(
    ({ type }) => type,
  );
