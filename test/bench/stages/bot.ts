import { judgeResult } from "../../../bot/judge.ts";
import { createLog } from "../../../bot/log.ts";
import { createMessages } from "../../../bot/messages.ts";
import type { StoredCommand } from "../../../bot/store/command-rows.ts";
import { clientMessageSchema } from "../../../bot/terminal/wire.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import { dispatch } from "../../../handlers/kit/dispatch.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";
import { commands as registry } from "../../../handlers/registry.ts";
import { noUse } from "../../../policies/facts.ts";
import { open, seal } from "../../../protocol/envelope.ts";
import { reportSchema } from "../../../protocol/messages.ts";
import { samplesOf } from "./samples.ts";
import type { Stage } from "./stage.ts";
import type { StageTools } from "./tools.ts";

/** What the bot does for one `/ping`, in order. */
export async function botStages(tools: StageTools): Promise<Stage[]> {
  const { context, surroundings, decider, store, commands, bot, executor, executorAsPeer, botAsPeer, trust } = tools;
  const samples = samplesOf(tools);
  const said = samples.say();
  const understanding = "bot: understand and decide";
  const messages = createMessages(usualHandlers, surroundings, createLog("silent"));
  const stored = await storedCommand(tools);
  const report = await seal("shisa-report", samples.report(samples.result()), executor, botAsPeer);
  const expected = { type: "shisa-report", schema: reportSchema, trust, role: "executor" } as const;
  const { person } = context;
  return [
    { name: "bot: read the terminal's message", run: async () => clientMessageSchema.parse(JSON.parse(said)) },
    { name: understanding, run: () => dispatch({ line: "/ping", confirmed: true }, context, registry) },
    { name: "parse the line", run: async () => parseLine("/ping", registry, []), partOf: understanding },
    {
      name: "decide (Cedar)",
      partOf: understanding,
      run: async () =>
        decider.decide({ action: "host.ping", input: {}, person, target: undefined, use: noUse, host: undefined }),
    },
    {
      name: "bot: write the command down (SQLite, synced)",
      run: () => {
        const command = samples.command();
        return store.write(() => commands.add(command));
      },
    },
    {
      name: "bot: the words of “accepted”",
      run: async () => JSON.stringify(messages.working({ ...stored, queueAway: false })),
    },
    { name: "bot: sign and seal the grant", run: () => seal("shisa-grant", samples.grant(), bot, executorAsPeer) },
    {
      name: "bot: open the report and check its signature",
      run: () => open(report, bot, { ...expected, now: Date.now() }),
    },
    {
      name: "bot: look the command up and judge the result",
      run: async () => judgeResult(commands.byGrant(stored.grant_id), executor.id, samples.result(stored.grant_id)),
    },
    {
      name: "bot: the words of the result",
      run: async () => JSON.stringify(messages.ended({ ...stored, queueAway: false }, samples.result(stored.grant_id))),
    },
    {
      name: "bot: write the end down (SQLite, synced)",
      run: () => {
        const result = samples.result(stored.grant_id);
        const final = { reply: answer, final: true, status: "done" } as const;
        return store.write(() => commands.end(stored.grant_id, { status: "done", result, final, endedAt: Date.now() }));
      },
    },
    {
      name: "bot: sign and seal the receipt",
      run: () => seal("shisa-receipt", samples.receipt(10), bot, executorAsPeer),
      serves: 10,
      note: "one receipt for the results of 100 ms; ten are taken",
    },
  ];
}

const answer: Reply = { tone: "done", title: "vm1 answers.", text: ["Every check was passed."], privacy: "place" };

/** A person who has had a hundred jobs, as after some weeks. */
async function storedCommand({ store, commands, ...tools }: StageTools): Promise<StoredCommand> {
  const samples = samplesOf({ store, commands, ...tools });
  let last = samples.command();
  for (let count = 0; count < 100; count += 1) {
    const command = samples.command();
    await store.write(() => commands.add(command));
    last = command;
  }
  const stored = commands.byGrant(last.grant_id);
  if (stored === undefined) throw new Error("the bot's database lost a command");
  return stored;
}
