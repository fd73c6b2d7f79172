/** A browser with cookies of its own for every host, which follows where it is led, up to where it is told. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Goes to an address and on from there. Returns the last address and what stood there. */
  async go(
    address: string,
    stopAt: (address: string) => boolean = () => false,
  ): Promise<{ address: string; status: number; text: string }> {
    for (let [next, hops] = [address, 0]; ; hops += 1) {
      const { origin } = new URL(next);
      const pairs = [...this.#cookies].filter(([key]) => key.startsWith(`${origin} `));
      const cookie = pairs.map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join("; ");
      const response = await fetch(next, { redirect: "manual", headers: cookie === "" ? {} : { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#cookies.set(`${origin} ${name}`, value);
      }
      const text = await response.text();
      const location = response.headers.get("location");
      if (location === null) return { address: next, status: response.status, text };
      next = new URL(location, next).href;
      if (stopAt(next) || hops === 20) return { address: next, status: response.status, text };
    }
  }

  /** The value of a cookie, whoever set it. */
  cookie(name: string): string | undefined {
    return [...this.#cookies].find(([key]) => key.endsWith(` ${name}`))?.[1];
  }
}
