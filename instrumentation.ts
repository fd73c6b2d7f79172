/** Runs once when Next's server starts. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { sendContentLength } = await import("./lib/edge/content-length");
  sendContentLength();
}
