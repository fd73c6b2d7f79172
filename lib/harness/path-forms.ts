/** A way of writing a request that means, or might be taken to mean, another path than it shows. */
export interface Form {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every odd form of a path, and every header that has led around a gate somewhere. */
export function oddForms(path: string, buildId: string): Form[] {
  return [
    ...Object.entries(pathsLike(path, buildId)).map(([name, odd]) => ({ name, path: odd, headers: {} })),
    ...Object.entries(HEADERS).map(([name, headers]) => ({ name, path, headers })),
  ];
}

const escaped = (letter: string) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`;

function pathsLike(path: string, buildId: string): Record<string, string> {
  const segments = path.split("/").slice(1);
  const last = segments.at(-1) ?? "";
  const above = `/${segments.slice(0, -1).join("/")}`;
  const doubled = path.replaceAll("/", "//");
  return {
    "first letter escaped": path.replace(/[a-z]/, escaped),
    "first letter of every segment escaped": path.replaceAll(/(?<=\/)[a-z]/g, escaped),
    "every letter escaped": path.replaceAll(/[a-z]/g, escaped),
    "every letter escaped twice": path.replaceAll(/[a-z]/g, (letter) => escaped(letter).replace("%", "%25")),
    "slashes escaped": `/${segments.join("%2f")}`,
    "last slash escaped": `${above}%2F${last}`,
    "backslashes escaped": `/${segments.join("%5c")}`,
    backslashes: `/${segments.join("\\")}`,
    "slashes doubled": doubled,
    "first slash doubled": `/${path}`,
    "a dot in the middle": `${above}/./${last}`,
    "an escaped dot in the middle": `${above}/%2e/${last}`,
    "there and back": `${above}/x/../${last}`,
    "there and back, escaped": `${above}/x/%2e%2e/${last}`,
    "back from a free page": `/sign-in/..${path}`,
    "back from a free page, escaped": `/sign-in/%2e%2e${path}`,
    "back from a static file": `/_next/static/..%2f..${path}`,
    "slash at the end": `${path}/`,
    "two slashes at the end": `${path}//`,
    "dot at the end": `${path}/.`,
    "space at the end": `${path}%20`,
    "NUL at the end": `${path}%00`,
    "line break at the end": `${path}%0a`,
    "matrix parameter": `${path};x=1`,
    "matrix parameter before": `${above};x/${last}`,
    "upper case": path.toUpperCase(),
    "first segment in upper case": path.replace(/^\/[a-z]+/, (segment) => segment.toUpperCase()),
    ".rsc": `${path}.rsc`,
    ".json": `${path}.json`,
    ".txt": `${path}.txt`,
    ".html": `${path}.html`,
    "a segment's payload": `${path}.segments/_tree.segment.rsc`,
    "?_rsc=": `${path}?_rsc=1a2b3`,
    "?__nextLocale=": `${path}?__nextLocale=en&__nextDefaultLocale=en`,
    "?nxtP": `${path}?nxtPid=x&nxtIid=x`,
    "a locale before": `/en${path}`,
    "_next/data": `/_next/data/${buildId}${path}.json`,
    "_next/data with a locale": `/_next/data/${buildId}/en${path}.json`,
    "_next/image": `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
    "absolute form": `http://localhost${path}`,
    "absolute form of another host": `http://elsewhere.example${path}`,
    "a fragment": `${path}#x`,
    "an empty query": `${path}?`,
  };
}

const five = (name: string) => Array.from({ length: 5 }, () => name).join(":");

const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RSC: { rsc: "1" },
  "RSC prefetch": { rsc: "1", "next-router-prefetch": "1" },
  "RSC prefetch at run time": { rsc: "1", "next-router-prefetch": "2" },
  "segment prefetch of the tree": {
    rsc: "1",
    "next-router-prefetch": "1",
    "next-router-segment-prefetch": "/_tree",
  },
  "segment prefetch of a page": {
    rsc: "1",
    "next-router-prefetch": "1",
    "next-router-segment-prefetch": "/desk/__PAGE__",
  },
  "RSC refresh of the page below the gate": {
    rsc: "1",
    "next-router-state-tree": encodeURIComponent(
      JSON.stringify(["", { children: ["desk", { children: ["__PAGE__", {}] }, null, "refetch"] }, null, null, true]),
    ),
  },
  "subrequest of middleware": { "x-middleware-subrequest": five("middleware") },
  "subrequest of proxy": { "x-middleware-subrequest": five("proxy") },
  "subrequest of src/middleware": { "x-middleware-subrequest": five("src/middleware") },
  "subrequest of pages/_middleware": { "x-middleware-subrequest": "pages/_middleware" },
  "subrequest with an id": { "x-middleware-subrequest": five("proxy"), "x-middleware-subrequest-id": "1" },
  "data request": { "x-nextjs-data": "1" },
  "prefetch of middleware": { "x-middleware-prefetch": "1", purpose: "prefetch" },
  "an answer of middleware": { "x-middleware-next": "1", "x-middleware-rewrite": "/livez" },
  "overridden headers of middleware": {
    "x-middleware-override-headers": "x-desk-path",
    "x-middleware-request-x-desk-path": "/desk",
  },
  "matched path": { "x-matched-path": "/livez", "x-invoke-path": "/livez", "x-invoke-status": "200" },
  "original path": { "x-original-url": "/livez", "x-rewrite-url": "/livez" },
  "forwarded host": { "x-forwarded-host": "elsewhere.example", "x-forwarded-proto": "https" },
  "forwarded from inside": { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=127.0.0.1" },
  "method override": { "x-http-method-override": "GET", "x-http-method": "GET", "x-method-override": "GET" },
  "method override to write": { "x-http-method-override": "DELETE" },
  "draft mode": { "x-prerender-revalidate": "1", "x-nextjs-cache": "HIT" },
  "desk path": { "x-desk-path": "/desk/videos" },
  "next-url": { "next-url": "/desk/videos", rsc: "1" },
};
