/** How long the browser is given to read a film's head, in milliseconds. */
const PATIENCE_MS = 15_000;

/** How long a film in a file runs, as this browser reads it, in seconds; null where it cannot tell. */
export function filmSeconds(file: File): Promise<number | null> {
  const url = URL.createObjectURL(file);
  const film = document.createElement("video");
  return new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE_MS);
    film.addEventListener("loadedmetadata", () => resolve(Number.isFinite(film.duration) ? film.duration : null));
    film.addEventListener("error", () => resolve(null));
    film.addEventListener("loadedmetadata", () => clearTimeout(timer));
    film.preload = "metadata";
    film.src = url;
  }).finally(() => {
    film.removeAttribute("src");
    URL.revokeObjectURL(url);
  });
}
