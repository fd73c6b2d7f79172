import { z } from "zod";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { Checksum, PathSegment, Tags, Title, VideoId } from "../contract";
import { videoIdOf } from "../rules";
import { nextVersion } from "../store";

/**
 * Makes the video's row when its delivery is accepted; the same MP4 again updates what its sender
 * says of it. The delivery's own row may follow in the same transaction: that foreign key is deferred.
 */
export const registerVideo = operation({
  name: "videos.register",
  summary: "Put a video on the desk, or bring its title, tags and concept up to date.",
  effect: "writes",
  permission: "deliveries:write",
  input: z.strictObject({
    project_id: PathSegment,
    checksum: Checksum,
    concept_id: z.string().nullable(),
    title: Title,
    tags: Tags,
    delivery_id: z.string(),
  }),
  output: z.strictObject({ id: VideoId }),
  subject: ({ project_id, checksum }) => `video:${videoIdOf({ projectId: project_id, checksum })}`,

  async run(
    { project_id: projectId, checksum, concept_id: conceptId, title, tags, delivery_id: deliveryId },
    { tx, now },
  ) {
    const id = videoIdOf({ projectId, checksum });
    // Two prefixes of one video may arrive at once; the row is made once.
    await lockUntilCommit(tx, id);
    const known = await tx.video.findUnique({ where: { id } });
    if (!known) {
      const version = await nextVersion(tx, { projectId, conceptId });
      await tx.video.create({
        data: { id, projectId, conceptId, version, title, tags, checksum, deliveryId, createdAt: now },
      });
      return { id };
    }
    const moved = conceptId !== known.conceptId;
    await tx.video.update({
      where: { id },
      data: {
        title,
        tags,
        ...(moved ? { conceptId, version: await nextVersion(tx, { projectId, conceptId }) } : {}),
        // A verified copy goes on speaking for the video while another delivery of it is on its way.
        ...(known.availableAt === null ? { deliveryId } : {}),
        revision: { increment: 1 },
      },
    });
    return { id };
  },
});
