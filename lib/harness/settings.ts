const PLENTY = "1000000";

/** The environment of the harness's desk: nothing of whoever runs it but these. */
export function settingsFor({ dataDir, port, secret }: { dataDir: string; port: number; secret: string }) {
  return {
    MARQUEE_DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    PORT: String(port),
    MARQUEE_URL: `http://localhost:${port}`,
    MARQUEE_SECRETS: `k1:${secret}`,
    MARQUEE_DEMO: "0",
    DATABASE_URL: "",
    DATABASE_OWNER_URL: "",
    METRICS_TOKEN: "harness-metrics-token",
    LOG_LEVEL: "debug",
    // Proofs come from many addresses, each said in X-Forwarded-For, and ask far more often than people do.
    TRUSTED_PROXIES: "127.0.0.1/32,::1/128",
    RATE_LIMIT_KEY_PER_MINUTE: PLENTY,
    RATE_LIMIT_USER_PER_MINUTE: PLENTY,
    RATE_LIMIT_ADDRESS_PER_MINUTE: PLENTY,
  } as const;
}
