/** The key inside a `storage_location` such as `local://spring-launch/dist_….mp4`. */
export function keyOfLocation(location: string): string {
  const [, key] = /^[a-z0-9]+:\/\/(.+)$/.exec(location) ?? [];
  if (key === undefined) throw new Error(`${location} is no storage location.`);
  return key;
}
