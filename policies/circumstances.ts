import { findAction } from "../protocol/catalogue.ts";
import { cost, stock, whole } from "./amounts.ts";
import { type Arguments, argumentsOf } from "./arguments.ts";
import type { Channel, HostFacts, Question, Use } from "./facts.ts";
import { type Limits, limitsOf } from "./limits.ts";
import type { Numbers } from "./numbers.ts";
import type { Moment } from "./time.ts";

/** A host's disk as the policies count it, in MiB. */
export type HostState = {
  readonly name: string;
  readonly stopped: boolean;
  readonly diskTotalMiB: number;
  readonly diskFreeMiB: number;
  readonly diskPromisedMiB: number;
  readonly diskRequestMiB: number;
  readonly freePercent: number;
};

/** The context of the Cedar policies (policies/cedar/schema.cedarschema) but for the approver, all numbers whole. */
export type Circumstances = {
  readonly use: Limits;
  readonly request: Limits;
  readonly limits: Limits;
  readonly diskWithoutApprovalGiB: number;
  readonly args: Arguments;
  readonly host?: HostState;
  readonly time?: Moment;
  readonly channel?: { readonly [key in keyof Channel]: Channel[key] };
  /** The courses whose exams the person sits now; absent where there is none. */
  readonly exams?: string[];
  /** In how many seconds the host is closed (less than none: it is), and how many the job may take. */
  readonly maintenance?: { readonly startsInSeconds: number; readonly needsSeconds: number };
};

/** Everything that the policies look at, from what was looked up. */
export function circumstancesOf(
  question: Question,
  request: Limits,
  time: Moment | undefined,
  numbers: Numbers,
): Circumstances {
  const { person, use, host, channel, exams = [] } = question;
  return {
    use: useOf(use),
    request,
    limits: limitsOf(person?.roles ?? [], question.ownLimits, numbers),
    diskWithoutApprovalGiB: numbers.diskWithoutApprovalGiB,
    args: argumentsOf(question.input),
    ...(host === undefined ? {} : { host: hostStateOf(host, request.diskGiB, numbers.hostFreePercent) }),
    ...(time === undefined ? {} : { time }),
    ...(channel === undefined ? {} : { channel: channelOf(channel) }),
    ...(exams.length === 0 ? {} : { exams: exams.map(({ course }) => course) }),
    ...maintenanceOf(question),
  };
}

/** Nothing where the time is not known: no rule about times matters then. */
function maintenanceOf({ action, input, maintenance, at }: Question): Pick<Circumstances, "maintenance"> {
  if (maintenance === undefined || at === undefined) return {};
  const startsInSeconds = whole((maintenance.from - at) / 1000);
  return { maintenance: { startsInSeconds, needsSeconds: needsSeconds(action, input) } };
}

/** How long a job may take: its action's limit, or the time that was asked for. */
function needsSeconds(action: string, input: unknown): number {
  const { minutes } = argumentsOf(input);
  const asked = typeof minutes === "number" ? minutes * 60 : 0;
  return Math.max(cost((findAction(action)?.timeLimitMs ?? 0) / 1000), asked);
}

const useOf = (use: Use): Limits => ({
  guests: cost(use.guests),
  cpus: cost(use.runningCpus),
  memoryMiB: cost(use.runningMemoryMiB),
  diskGiB: cost(use.diskGiB),
  gpus: 0,
});

/** No field more than the schema has. */
const channelOf = ({ platform, workspace, place, proved }: Channel): Channel => ({
  platform,
  workspace,
  place,
  proved,
});

function hostStateOf(host: HostFacts, diskGiB: number, freePercent: number): HostState {
  return {
    name: host.name,
    stopped: host.stopped,
    diskTotalMiB: cost(host.diskTotalGiB * 1024),
    diskFreeMiB: stock(host.diskFreeGiB * 1024),
    diskPromisedMiB: cost(host.committedGiB * 1024),
    diskRequestMiB: cost(diskGiB * 1024 * growthOf(host)),
    freePercent,
  };
}

/** The host's growth factor; whatever is not one counts as 1. */
export const growthOf = ({ growth = 1 }: HostFacts): number => (growth >= 0 && growth <= 1 ? growth : 1);
