/** Why a file cannot be delivered, in a sentence; null where it can. The desk itself looks into it once it is there. */
export function refusalOfFile({ name, type, size }: Pick<File, "name" | "type" | "size">): string | null {
  // A browser names the type by the ending, or not at all where it knows none.
  if (!/\.mp4$/i.test(name) || !["", "video/mp4"].includes(type)) return `“${name}” is not an MP4.`;
  if (size === 0) return `“${name}” is empty.`;
  return null;
}

/** The same file again has the same name, size and moment of change. */
export const fingerprintOf = ({ name, size, lastModified }: Pick<File, "name" | "size" | "lastModified">) =>
  `marquee-upload/${lastModified}/${size}/${name}`;

/** A title from a file's name, as the desk would make it: without its ending, with spaces for what stands in their place. */
export const titleOfFile = (name: string) =>
  name
    .replace(/\.mp4$/i, "")
    .replaceAll(/[_\s-]+/g, " ")
    .trim();
