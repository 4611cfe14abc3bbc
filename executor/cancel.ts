import type { Person } from "../protocol/messages.ts";
import type { Admitted } from "./perform/admitted.ts";
import type { Conclude } from "./perform/conclude.ts";
import type { Scheduler } from "./scheduler.ts";

/**
 * Cancels a person's own job. One that waits ends at once; one that runs is told to stop, and its own result says what
 * became of it. False when this person has no such job under way here.
 */
export async function cancelIn(
  { scheduler, conclude }: { scheduler: Scheduler<Admitted>; conclude: Conclude },
  grant: string,
  person: Person,
): Promise<boolean> {
  const found = scheduler.find(grant);
  if (found === undefined) return false;
  const { about, control, marks } = found.ticket;
  if (about.person.name !== person.name || about.person.uid !== person.uid) return false;
  if (found.state === "running") {
    control.stop("cancelled");
    return true;
  }
  scheduler.withdraw(grant);
  const failure = { code: "cancelled", kept: false, left: [] };
  const ending = conclude(about, { status: "cancelled", failure }, { startedAt: null, steps: marks.list() });
  // Until its end is on the disk it must stay known here: rung for again meanwhile, it would run.
  scheduler.adopt(found.ticket, ending);
  await ending;
  return true;
}
