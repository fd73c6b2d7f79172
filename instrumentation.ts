/** Runs once when Next's server starts. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const [{ sendContentLength }, { guardFrontDoor }, { openLog }] = await Promise.all([
    import("./lib/edge/front/content-length"),
    import("./lib/edge/front/front-door"),
    import("./lib/infra/log"),
  ]);
  openLog();
  sendContentLength();
  guardFrontDoor({ development: process.env.NODE_ENV === "development" });
}
