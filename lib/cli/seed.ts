import { runProgram } from "./run-program";

/** What a fresh desk starts with: people who can sign in, a week of films, and two feeds for them. Repeatable; `npm start` runs it. */
await runProgram(async () => {
  const [
    { env },
    { makeFirstPeople },
    { playDemoWeek },
    { playDemoChannels },
    { closeDb },
    { closeQueue },
    { allowUnsealing },
  ] = await Promise.all([
    import("@/lib/infra/env"),
    import("./first-people"),
    import("./demo-week"),
    import("./demo-channels"),
    import("@/lib/infra/db"),
    import("@/lib/infra/queue"),
    import("@/lib/infra/secrets"),
  ]);
  await makeFirstPeople({ demo: env().MARQUEE_DEMO });
  if (env().MARQUEE_DEMO) {
    // The demo week carries its deliveries itself.
    allowUnsealing();
    if (await playDemoWeek()) await playDemoChannels();
  }
  await closeQueue();
  await closeDb();
});
