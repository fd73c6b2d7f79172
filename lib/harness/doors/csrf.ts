import { everyTarget, pathTo } from "../addressing";
import { inParallel, jsonOf } from "../ask";
import { Description } from "../description";
import type { HarnessDesk } from "../desk";
import { changed, fingerprints } from "../effects";
import { likely } from "../matrix";
import { Ledger, type Proof } from "../proof";
import { callAction, everyServerAction, replyOf } from "../server-actions";

/** What a browser says of where a request comes from, when it does not come from the desk's own pages. */
const elsewhere = ({ url }: HarnessDesk): Record<string, Record<string, string>> => {
  const { port, host } = new URL(url);
  return {
    "another site": { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    "another site, by its origin alone": { origin: "https://elsewhere.example" },
    "another site, by its fetch metadata alone": { "sec-fetch-site": "cross-site" },
    "an opaque origin": { origin: "null" },
    "an opaque origin with metadata": { origin: "null", "sec-fetch-site": "cross-site" },
    "an empty origin": { origin: "" },
    "nothing at all": {},
    "a sibling subdomain": { origin: `http://evil.localhost:${port}`, "sec-fetch-site": "same-site" },
    "a sibling subdomain, by its origin alone": { origin: `http://evil.localhost:${port}` },
    "a sibling by its metadata alone": { "sec-fetch-site": "same-site" },
    "another port": { origin: "http://localhost:1", "sec-fetch-site": "same-site" },
    "another scheme": { origin: `https://${host}` },
    "an origin that begins like ours": { origin: `${url}.elsewhere.example` },
    "an origin that ends like ours": { origin: `http://elsewhere-${host}` },
    "our name as a user of theirs": { origin: `http://${host}@elsewhere.example` },
    "an address typed by hand": { "sec-fetch-site": "none" },
    "a referrer alone": { referer: `${url}/desk/settings` },
    "their host, forwarded": { origin: "https://elsewhere.example", "x-forwarded-host": "elsewhere.example" },
    "our origin, but fetch metadata of another site": { origin: url, "sec-fetch-site": "cross-site" },
  };
};

const METHODS_THAT_WRITE = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export const csrf: Proof = {
  name: "csrf",
  promise: "a change that another site lets a signed-in browser send is refused",

  async run(desk) {
    const ledger = new Ledger();
    const admin = await desk.signIn("admin");
    const description = await Description.fetch(desk.port);
    const { id: key } = await desk.keyWith(["videos:read"], "harness csrf");
    const ids = { "api-keys": key, people: (await desk.person("reviewer")).id };
    const origins = Object.entries(elsewhere(desk));
    const before = await fingerprints(desk);

    const targets = everyTarget().filter(
      ({ method, permission }) => permission !== null && METHODS_THAT_WRITE.has(method),
    );
    const pairs = targets.flatMap((target) => origins.map(([name, headers]) => ({ target, name, headers })));
    await inParallel(pairs, 8, async ({ target, name, headers }) => {
      const answer = await desk.ask({
        method: target.method,
        path: pathTo(target.address, ids),
        headers: { cookie: admin.cookie, "content-type": "application/json", ...headers },
        body: JSON.stringify(likely(target, description)),
      });
      const refused = answer.status === 403 && jsonOf(answer)?.["code"] === "cross_site";
      ledger.look(
        "every address refuses it",
        refused,
        () => `${target.method} ${target.address} from ${name}: ${answer.status} ${answer.text.slice(0, 120)}`,
      );
    });

    const actions = everyServerAction();
    const posts = actions.flatMap((action) => origins.map(([name, headers]) => ({ action, name, headers })));
    await inParallel(posts, 4, async ({ action, name, headers }) => {
      const answer = await callAction(desk, action, { args: [{}], headers: { cookie: admin.cookie, ...headers } });
      const reply = replyOf(answer);
      // Where Next refuses the request before we see it, there is no reply, and nothing has run.
      const refused = reply ? reply.code === "cross_site" : answer.status >= 400;
      ledger.look(
        "every action refuses it",
        refused,
        () => `${action.name} from ${name}: ${answer.status} ${reply?.status} ${reply?.code}`,
      );
    });

    // Lists that a form of another site could post as plain text or as a form: no preflight would stand before them.
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const answer = await desk.ask({
        method: "POST",
        path: "/api/v1/api-keys",
        headers: { cookie: admin.cookie, origin: "https://elsewhere.example", "content-type": type },
        body: JSON.stringify({ name: "taken", role: "admin" }),
      });
      ledger.look("a form's post is refused", answer.status === 403, `${type}: ${answer.status}`);
    }
    const touched = changed(before, await fingerprints(desk));
    ledger.look("nothing was changed", touched.length === 0, `changed: ${touched.join(", ")}`);

    const own = await desk.ask({
      method: "POST",
      path: "/api/v1/api-keys",
      headers: {
        cookie: admin.cookie,
        origin: desk.url,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
      },
      body: JSON.stringify({ name: "harness own", scopes: ["videos:read"] }),
    });
    ledger.look("the desk's own pages may", own.status === 201, () => `${own.status} ${own.text}`);
    ledger.figure("requests", pairs.length + posts.length);
    return ledger.outcome();
  },
};
