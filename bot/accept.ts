import type { Dispatched, Invocation } from "../handlers/kit/dispatch.ts";
import type { Context } from "../handlers/kit/ports.ts";
import { jobsPerPerson } from "../policies/limits.ts";
import { jobCancel } from "../protocol/actions/jobs.ts";
import { executorOf } from "../protocol/executor-of.ts";
import { grantIdOf } from "../protocol/ids.ts";
import type { Approval } from "../protocol/messages.ts";
import { type Refusal, refuse } from "../protocol/refusal.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Timings } from "./config.ts";
import type { Link } from "./link.ts";
import type { OpenCommands } from "./open-commands.ts";
import type { Sender } from "./send.ts";
import type { NewCommand, StoredCommand } from "./store/command-rows.ts";
import type { Commands } from "./store/commands.ts";
import type { Store } from "./store/database.ts";

/**
 * Takes a job on: it is on the disk before this resolves, and is sent right after. Or a refusal. Throws when it cannot
 * be written down; then nothing was sent.
 */
export type Accept = (
  job: Extract<Dispatched, { kind: "job" }>,
  invocation: Invocation,
  context: Context,
  /** Another person's yes to just this. */
  approval?: Approval,
) => Promise<Refusal | undefined>;

export function createAccept(
  store: Store,
  commands: Commands,
  open: OpenCommands,
  sender: Sender,
  link: Link,
  trust: Trust,
  timings: Timings,
): Accept {
  return async (job, invocation, context, approval) => {
    const now = context.now();
    const executor = executorOf(trust, job.host, now);
    if (executor === undefined) return refuse("host.unknown", { typed: job.host });
    const command: NewCommand = {
      invocation: invocation.id,
      grant_id: grantIdOf(invocation.id),
      account: invocation.account,
      uid: context.person.uid,
      identity: invocation.identity,
      line: invocation.line,
      language: context.language,
      command: `${job.command.family} ${job.command.verb}`,
      action: job.command.action,
      input: job.input,
      host: job.host,
      executor: executor.id,
      accepted_at: now,
      deadline: Math.floor(now / 1000) + timings.deadlineSeconds,
      vouched: {
        place: invocation.place,
        ...(invocation.proof === undefined ? {} : { proof: invocation.proof }),
        ...(approval === undefined ? {} : { approval }),
      },
    };
    const written = await store.write(() => fullFor(commands, command) ?? commands.add(command));
    if (typeof written !== "number") return written;
    const stored: StoredCommand = { ...command, number: written, ...unanswered };
    open.add(stored, !link.usable());
    open.sent(stored.grant_id, now);
    // Not waited for: the person is answered first, and what Redis does not take is sent again.
    void sender.send(stored, false).then((taken) => taken && open.reached(stored.grant_id, context.now()));
    return undefined;
  };
}

const unanswered: Omit<StoredCommand, keyof NewCommand | "number"> = {
  status: "waiting",
  steps: [],
  boot: -1,
  turn: -1,
  result: null,
  final: null,
  ended_at: null,
  legs: [],
};

/** Why nothing more may wait for this person on this host; a cancel always may. */
function fullFor(commands: Commands, { account, host, action }: NewCommand): Refusal | undefined {
  if (action === jobCancel.name) return undefined;
  const { waiting, running } = commands.open(account, host, jobCancel.name);
  const { running: mostRunning, waiting: mostWaiting } = jobsPerPerson;
  if (waiting + running < mostRunning + mostWaiting) return undefined;
  return refuse("queue.full", { running, waiting, limit_running: mostRunning, limit_waiting: mostWaiting });
}
