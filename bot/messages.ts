import { type ErasedActionCommand, jobsOf, type Next } from "../handlers/kit/definition.ts";
import type { Context, JobView } from "../handlers/kit/ports.ts";
import type { Result, StepReport } from "../protocol/messages.ts";
import { contextOf, type Surroundings } from "./contexts.ts";
import type { Handlers } from "./handlers.ts";
import type { Logger } from "./log.ts";
import type { Message } from "./message.ts";
import { askedAt, type CommandStatus, type Leg, type NewCommand, stepsOfAll } from "./store/command-rows.ts";
import { unreadableReply, withQueueAway } from "./words.ts";

/** An unanswered command as its message shows it. */
export interface Shown extends NewCommand {
  readonly number: number;
  readonly status: CommandStatus;
  readonly steps: StepReport[];
  readonly legs: Leg[];
  /** Redis could not be reached when it was last to be sent, and its host has not been heard about it. */
  readonly queueAway: boolean;
}

export interface Messages {
  readonly working: (command: Shown) => Message;
  readonly ended: (command: Shown, result: Result) => Message;
  readonly unknown: (command: Shown) => Message;
  /** What follows on another host, now that this was done; undefined: nothing. */
  readonly next: (command: Shown, result: Result) => Next | undefined;
}

/** Makes a job's messages in the language in which it was asked for. */
export function createMessages(handlers: Handlers, surroundings: Surroundings, log: Logger): Messages {
  const { now } = surroundings;
  /** Words that cannot be made are a fault of ours; the person is still told, and nothing that ended stays open. */
  const safely = (command: Shown, make: (definition: ErasedActionCommand) => Message, otherwise: Message): Message => {
    try {
      return make(definitionOf(handlers, command));
    } catch (cause) {
      log.error({ err: cause, grant: command.grant_id }, "making a job's message");
      return otherwise;
    }
  };
  return {
    working: (command) => {
      const { number: job, status, language } = command;
      const steps = stepsOfAll(command);
      const state = status === "running" || status === "undoing" ? status : "waiting";
      const shown = { number: job, state, steps, elapsedMs: Math.max(0, now() - askedAt(command)) } as const;
      return safely(
        command,
        (definition) => {
          const reply = handlers.workingReply(definition, command.input, shown, language);
          return { reply: command.queueAway ? withQueueAway(reply, language) : reply, final: false, job };
        },
        { reply: { tone: "working", title: command.line.slice(0, 100), privacy: "private" }, final: false, job },
      );
    },
    next: (command, result) => {
      if (result.status !== "done") return undefined;
      try {
        return definitionOf(handlers, command).next?.(result.output, command.input);
      } catch (cause) {
        log.error({ err: cause, grant: command.grant_id }, "finding out what follows a job");
        return undefined;
      }
    },
    ended: (command, own) => {
      const result = { ...own, steps: stepsOfAll({ legs: command.legs, steps: own.steps }) };
      return safely(
        command,
        (definition) => {
          const person = personOf(surroundings, command);
          // A final message tells of its own job, which is in memory: it is not read again.
          const jobs = { ...surroundings.jobs, byGrant: () => viewOf(command) };
          const context = contextOf({ ...surroundings, jobs }, person, command.identity, command.language);
          const { reply, status, refusal, output } = handlers.resultReply(definition, command.input, result, context);
          return {
            reply,
            final: true,
            status,
            job: command.number,
            ...(refusal === undefined ? {} : { refusal }),
            ...(output === undefined ? {} : { output }),
          };
        },
        { reply: unreadableReply(command.language), final: true, status: result.status, job: command.number },
      );
    },
    unknown: (command) =>
      safely(
        command,
        (definition) => {
          const { number, host, language } = command;
          const heardAt = surroundings.directory.hosts().find((view) => view.host === host)?.heardAt;
          const job = { number, host, ...(heardAt === undefined ? {} : { heardAt }) };
          const reader = { language, timeZone: surroundings.timeZone, now };
          const reply = handlers.unknownReply(definition, command.input, job, reader);
          return { reply, final: true, status: "unknown", job: number };
        },
        { reply: unreadableReply(command.language), final: true, status: "unknown", job: command.number },
      ),
  };
}

/** The verb that was typed; after an upgrade that renamed it, another of the same action. */
function definitionOf({ commands }: Handlers, command: Shown): ErasedActionCommand {
  const able = jobsOf(commands).filter(({ action }) => action === command.action);
  const found = able.find(({ family, verb }) => `${family} ${verb}` === command.command) ?? able[0];
  if (found === undefined) throw new Error(`no command does ${command.action} any more`);
  return found;
}

const viewOf = (command: Shown): JobView => ({
  number: command.number,
  grant: command.grant_id,
  host: command.host,
  person: command.account,
  uid: command.uid,
  line: command.line,
  action: command.action,
  acceptedAt: askedAt(command),
  status: command.status,
  steps: stepsOfAll(command),
  endedAt: undefined,
});

/** Who asked, as known now, or, when no host knows them any more, as they were. */
const personOf = ({ directory }: Surroundings, { account, uid }: Shown): Context["person"] =>
  directory.person(account) ?? { name: account, uid, roles: [], fullName: account };
