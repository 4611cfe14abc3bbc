import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Shown } from "../../../../bot/chat/surface.ts";
import { renderMessage } from "../../../../bot/slack/render/message.ts";
import { formView } from "../../../../bot/slack/render/modal.ts";
import { formFor } from "../../../../handlers/kit/form.ts";
import type { Context } from "../../../../handlers/kit/ports.ts";
import { resultReply, workingReply } from "../../../../handlers/kit/render.ts";
import type { Reply } from "../../../../handlers/kit/reply.ts";
import { commandForAction, commands } from "../../../../handlers/registry.ts";
import type { Result } from "../../../../protocol/messages.ts";
import { problemsOfMessage, problemsOfView } from "../../../fakes/slack/limits.ts";
import { contextFor, job, now, type } from "../../handlers/department.ts";

const create = commandForAction("vm.create");
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

const working =
  (state: "waiting" | "running") =>
  ({ language }: Context): Reply => {
    if (create === undefined) throw new Error("nothing makes a machine");
    const steps = state === "waiting" ? [] : job().steps;
    return workingReply(create, input, { number: 42, state, steps, elapsedMs: 4_200 }, language);
  };
const ended =
  (changes: Pick<Result, "status"> & Partial<Result>) =>
  (context: Context): Reply => {
    if (create === undefined) throw new Error("nothing makes a machine");
    const { grant } = job();
    const result: Result = {
      kind: "result",
      action: "vm.create",
      grant,
      steps: [],
      startedAt: now - 9_000,
      endedAt: now,
      ...changes,
    };
    return resultReply(create, input, result, context).reply;
  };
const typed =
  (line: string) =>
  async ({ language }: Context): Promise<Reply> => {
    const dispatched = await type(line, { language });
    if (dispatched.kind === "job") throw new Error(`${line} became a job`);
    return dispatched.reply;
  };

/** By file name: what people see most. */
const messages: Readonly<Record<string, (context: Context) => Reply | Promise<Reply>>> = {
  accepted: working("waiting"),
  steps: working("running"),
  "create-done": ended({ status: "done", output }),
  failure: ended({ status: "failed", failure }),
  refusal: typed("/vm create tiny new --cpu 4 --host vm1"),
  confirm: typed("/vm delete web"),
  help: typed("/help vm create"),
  list: typed("/vm list"),
  me: typed("/me"),
};

const shownOf = ({ buttons = [], ...reply }: Reply): Shown => ({
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
const golden = (language: string, name: string): string =>
  join(import.meta.dirname, "goldens", language, `${name}.json`);
const json = (it: unknown): string => `${JSON.stringify(it, null, 2)}\n`;

describe.each(["ja", "en"] as const)("in %s", (language) => {
  const context = contextFor({ language, jobs: [job()] });

  test.each(Object.keys(messages))("the message %s looks as it did", async (name) => {
    const reply = await messages[name]?.(context);
    if (reply === undefined) throw new Error(`${name} says nothing`);
    const { blocks, text, files } = renderMessage(shownOf(reply));
    expect(problemsOfMessage({ blocks, text }, { edited: true })).toEqual([]);
    await expect(json({ text, blocks, files })).toMatchFileSnapshot(golden(language, name));
  });

  test.each([
    ["form-create", "/vm create"],
    ["form-create-wrong", "/vm create tniy 研究 --cpu four"],
  ])("the modal %s looks as it did", async (name, line) => {
    const form = formFor(line, context, commands);
    if (form === undefined) throw new Error(`${line} opens no form`);
    const view = formView(form, '{"id":"form-1"}');
    expect(problemsOfView(view)).toEqual([]);
    await expect(json(view)).toMatchFileSnapshot(golden(language, name));
  });
});
