import type { Shown } from "../../../../bot/chat/surface.ts";
import { incidentCard } from "../../../../handlers/alert/card.ts";
import type { ErasedActionCommand } from "../../../../handlers/kit/definition.ts";
import type { Context } from "../../../../handlers/kit/ports.ts";
import { resultReply, workingReply } from "../../../../handlers/kit/render.ts";
import type { Reply } from "../../../../handlers/kit/reply.ts";
import { commandForAction } from "../../../../handlers/registry.ts";
import type { Result } from "../../../../protocol/messages.ts";
import { job, now, type } from "../../handlers/department.ts";
import { incident } from "../../handlers/incidents-book.ts";

const input = { template: "tiny", name: "new", cpu: 1, memoryMiB: 1024, diskGiB: 10 };
const output = {
  ...{ name: "new", host: "vm1", hostName: "e235701-new", address: "192.168.122.12", reach: "nat" },
  ...{ ssh: "ssh -J vm1.example.jp e235701@192.168.122.12", uuid: "4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c" },
  ...{ template: "tiny", cpu: 1, memoryMiB: 1024, diskGiB: 10 },
};
const failure = {
  ...{ code: "program.failed", step: "seed", kept: false },
  detail: "genisoimage said: no space left on <device> & *more*",
  left: [{ what: "the domain e235701-new", command: "virsh undefine e235701-new" }],
};

function create(): ErasedActionCommand {
  const found = commandForAction("vm.create");
  if (found === undefined) throw new Error("nothing makes a machine");
  return found;
}
const working =
  (state: "waiting" | "running") =>
  ({ language }: Context): Reply => {
    const steps = state === "waiting" ? [] : job().steps;
    return workingReply(create(), input, { number: 42, state, steps, elapsedMs: 4_200 }, language);
  };
const ended =
  (changes: Pick<Result, "status"> & Partial<Result>) =>
  (context: Context): Reply => {
    const times = { startedAt: now - 9_000, endedAt: now };
    const result: Result = { kind: "result", action: "vm.create", grant: job().grant, steps: [], ...times, ...changes };
    return resultReply(create(), input, result, context).reply;
  };
const typed =
  (line: string) =>
  async ({ language }: Context): Promise<Reply> => {
    const dispatched = await type(line, { language });
    if (dispatched.kind === "job" || dispatched.kind === "approval") throw new Error(`${line} became a job`);
    return dispatched.reply;
  };

/** What people see most, by name, as the real handlers say it. */
export const messages: Readonly<Record<string, (context: Context) => Reply | Promise<Reply>>> = {
  alert: (context) => incidentCard(incident(now), context),
  accepted: working("waiting"),
  steps: working("running"),
  "create-done": ended({ status: "done", output }),
  failure: ended({ status: "failed", failure }),
  refusal: typed("/vm create tiny new --memory 8G"),
  usage: typed("/vm craete tiny new"),
  confirm: typed("/vm delete web"),
  help: typed("/help"),
  "help-create": typed("/help vm create"),
  list: typed("/vm list"),
  me: typed("/me"),
};

/** A reply as the desk hands it to a platform. */
export const shownOf = ({ buttons = [], ...reply }: Reply): Shown => ({
  reply: {
    ...reply,
    buttons: buttons.map(({ label, style }, at) => ({
      id: `button-${at}`,
      label,
      ...(style === undefined ? {} : { style }),
    })),
  },
  final: true,
});
