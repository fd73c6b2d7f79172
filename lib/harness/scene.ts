import type { Permission } from "@/lib/core/caller";
import type { Ids } from "./addressing";
import type { HarnessDesk } from "./desk";
import type { Marker } from "./matrix";
import { untilDrawn } from "./deliver-film";

/** Things worth having: each carries a text that only those with a right may read. */
export async function setTheScene(desk: HarnessDesk): Promise<{ ids: Ids; markers: Marker[] }> {
  const [title, keyName] = [word("Title"), word("Key")];
  const film = await desk.publish({ title });
  const { id: key } = await desk.keyWith(["videos:read"], keyName);
  const person = await desk.person("reviewer");
  await desk.sql(
    "INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES (gen_random_uuid(), $1, now(), now() + interval '1 day')",
    [person.id],
  );
  const [session] = await desk.sql<{ id: string }>("SELECT id FROM sessions WHERE user_id = $1", [person.id]);
  const [link] = await desk.sql<{ id: string }>("SELECT id FROM links WHERE delivery_id = $1", [film.delivery_id]);
  await untilDrawn(desk, film.video_id);
  const token = film.public_url.split("/d/")[1] ?? "";
  const anyReader: Permission[] = ["videos:read", "deliveries:read"];
  return {
    ids: {
      videos: film.video_id,
      deliveries: film.delivery_id,
      links: link?.id ?? "",
      "api-keys": key,
      people: person.id,
      sessions: session?.id ?? "",
    },
    markers: [
      { text: title, rights: anyReader },
      { text: keyName, rights: ["keys:manage"] },
      { text: person.email, rights: ["people:manage"] },
      { text: token, rights: ["deliveries:read", "links:write"] },
    ],
  };
}

const word = (what: string) => `${what}${crypto.randomUUID().slice(0, 13)}`;
