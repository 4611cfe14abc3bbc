import type { Action } from "../../protocol/action.ts";
import { identityText } from "../../protocol/identity.ts";
import type { ChatIdentity, Person, Progress, Vouched } from "../../protocol/messages.ts";
import type { Outbox } from "../outbox.ts";
import type { Ticket } from "../scheduler.ts";
import type { Control } from "../steps/control.ts";
import { createControl } from "../steps/control.ts";
import { createMarks, type Marks } from "../steps/marks.ts";

/** What a grant asks for, once its envelope was opened. `iat` in seconds; `bot` is the key that asked. */
export interface About {
  readonly id: string;
  readonly iat: number;
  readonly bot: string;
  readonly action: string;
  readonly input: unknown;
  readonly person: Person;
  readonly identity: ChatIdentity;
  readonly vouched?: Vouched;
}

/** A job that has been let in, while it waits and runs. */
export interface Admitted extends Ticket {
  readonly about: About;
  readonly action: Action;
  readonly control: Control;
  readonly marks: Marks;
  /** Tells the bot how the job is doing. */
  readonly tell: (state: Progress["state"]) => void;
  /** Tells it once more, as it was told last. */
  readonly tellAgain: (state: "waiting" | "running") => void;
}

/**
 * Makes a job of a grant.
 * @param boot makes the turns of a job that an earlier start of this executor has begun go on rising
 */
export function admitted(
  about: About,
  action: Action,
  deadline: number,
  { outbox, boot, steps }: { outbox: Outbox; boot: number; steps?: Parameters<typeof createMarks>[1] },
): Admitted {
  let turn = boot * 1_000_000;
  let last: Progress["state"] = "waiting";
  const tell = (state: Progress["state"]): void => {
    last = state;
    turn += 1;
    outbox.progress({ kind: "progress", grant: about.id, state, steps: marks.list(), turn }, about.bot);
  };
  // A read is over before anybody could watch it.
  const changed = (): void => {
    if (action.risk !== "read") tell(last);
  };
  const marks = createMarks(action.steps, steps, changed);
  return {
    id: about.id,
    // Strangers take turns by where they speak from, not all as one.
    account: action.asker === "anybody" ? identityText(about.identity) : about.person.name,
    lane: action.lane,
    isCancel: action.name === "job.cancel",
    deadline,
    about,
    action,
    control: createControl(),
    marks,
    tell,
    tellAgain: (state) => tell(last === "undoing" ? last : state),
  };
}
