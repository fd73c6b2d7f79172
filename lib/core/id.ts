import { z } from "zod";

/** An id as a caller names something by it: opaque, at most 64 characters. One that names nothing is 404, not 400. */
export const Id = z.string().min(1).max(64);

const Uuid = z.uuid();

/** Whether a text could be the id of a row: Postgres is asked for nothing else. */
export const isUuid = (text: string) => Uuid.safeParse(text).success;
