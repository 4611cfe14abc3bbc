import type { Command } from "../../handlers/kit/definition.ts";
import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import { findAction } from "../../protocol/catalogue.ts";
import type { FinalStatus, Message } from "../message.ts";
import type { Shown } from "../messages.ts";
import type { Incidents } from "./incidents.ts";

export interface FixedParts {
  readonly commands: readonly Command[];
  readonly incidents: Pick<Incidents, "alive" | "addEvent">;
  readonly directory: Pick<Directory, "person">;
  readonly now: () => number;
}

/** A job ended, or its host stays silent. */
export type Ended = (job: Shown, final: Message) => void;

/**
 * Writes into an incident's timeline that a line which helps against it was carried out, by whom and how it ended:
 * pressed on its card or typed, also with other options than the card names.
 */
export function createFixed({ commands, incidents, directory, now }: FixedParts): Ended {
  const lineOf = ({ action, input, line }: Shown): string => {
    const command = commands.find((one) => one.kind === "action" && one.action === action);
    return command?.kind === "action" ? command.line(input) : line;
  };
  return (job, final) => {
    // Who only looks has changed nothing.
    if ((findAction(job.action)?.risk ?? "read") === "read") return;
    const line = lineOf(job);
    const head = headOf(line);
    const { account, uid } = job;
    const fullName = directory.person(account)?.fullName ?? "";
    const text = `${howOf(final)} ${line}`.slice(0, 500);
    for (const view of incidents.alive())
      if (isMeant(view, job) && helpersOf(view).has(head))
        incidents.addEvent(view.number, { at: now(), kind: "fixed", by: { name: account, uid, fullName }, text });
  };
}

/** A command with what it is about, without its options. */
const headOf = (line: string): string => line.split(" --", 1)[0] ?? "";

const helpersOf = ({ condition, grouped }: IncidentView): ReadonlySet<string> =>
  new Set([condition, ...grouped].flatMap(({ fixes = [] }) => fixes.map(headOf)));

/** It was there when the line was asked for, and where what is wrong is one host's, on that host. */
const isMeant = ({ condition, hosts, endedAt }: IncidentView, { host, accepted_at }: Shown): boolean =>
  (endedAt === undefined || endedAt >= accepted_at) && (condition.scope === "department" || hosts.includes(host));

/** A job that ended in good order may still say that what it was to do went wrong. */
const howOf = ({ status = "unknown", reply }: Message): FinalStatus =>
  status === "done" && reply.tone === "failed" ? "failed" : status;
