/** Runs once when Next's server starts. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const [{ sendBodyHeaders }, { guardFrontDoor }, { openLog }] = await Promise.all([
    import("./lib/edge/front/body-headers"),
    import("./lib/edge/front/front-door"),
    import("./lib/infra/log"),
  ]);
  openLog();
  sendBodyHeaders();
  guardFrontDoor({ development: process.env.NODE_ENV === "development" });
}
