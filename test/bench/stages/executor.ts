import { createExec } from "../../../executor/exec.ts";
import { createPeople } from "../../../executor/facts.ts";
import { noUse } from "../../../policies/facts.ts";
import { open, seal } from "../../../protocol/envelope.ts";
import { grantSchema, receiptSchema } from "../../../protocol/messages.ts";
import { doorbellStages } from "./doorbell.ts";
import { samplesOf } from "./samples.ts";
import type { Stage } from "./stage.ts";
import type { StageTools } from "./tools.ts";

/** What Redis, BullMQ and the executor do for one `/ping`, in order. */
export async function executorStages(tools: StageTools): Promise<Stage[]> {
  const { bot, executor, botAsPeer, executorAsPeer, trust, decider, journal, audit, context } = tools;
  const samples = samplesOf(tools);
  const grant = samples.grant();
  const envelope = await seal("shisa-grant", grant, bot, executorAsPeer);
  const receipt = await seal("shisa-receipt", samples.receipt(10), bot, executorAsPeer);
  const expected = { trust, role: "bot", now: Date.now() } as const;
  const groups = { student: "students", staff: "staff", admin: "shisa-admin" };
  const cached = createPeople(createExec(), groups, () => 1);
  let late = 0;
  const uncached = createPeople(createExec(), groups, () => {
    late += 60_000;
    return late;
  });
  const { name, uid } = context.person;
  const about = { iat: grant.iat, bot: bot.id, action: "host.ping", input: {}, person: { name, uid } };
  const asking = "executor: look the person up (NSS)";
  const [bell, letter] = await doorbellStages(tools, envelope);
  return [
    bell,
    {
      name: "executor: open the grant and check its signature",
      run: () => open(envelope, executor, { ...expected, type: "shisa-grant", schema: grantSchema }),
    },
    {
      name: "executor: claim it in the journal (synced)",
      run: () => {
        const { jti: id } = samples.grant();
        return journal.write({ t: "claimed", at: Date.now(), id, ...about, identity: context.identity });
      },
    },
    { name: asking, run: () => cached.look("root"), note: "known for at most 10 s" },
    { name: "the same, not known yet (getent)", run: () => uncached.look("root"), partOf: asking },
    {
      name: "executor: decide again (Cedar)",
      run: async () =>
        decider.decide({
          ...{ action: "host.ping", input: {}, person: context.person, target: undefined, use: noUse, host: undefined },
        }),
    },
    {
      name: "executor: end it in journal and audit (synced)",
      run: () => {
        const result = samples.result();
        const { grant: id, endedAt: at } = result;
        const ended = { t: "ended", id, at, iat: grant.iat, bot: bot.id, result } as const;
        return Promise.all([journal.write(ended), audit.write({ what: "grant.ended", ...about, grant: id, at })]);
      },
    },
    {
      name: "executor: sign and seal the report",
      run: () => seal("shisa-report", samples.report(samples.result()), executor, botAsPeer),
      note: "under load one report holds several results",
    },
    letter,
    {
      name: "executor: open the receipt and write it down (synced)",
      run: async () => {
        const { message } = await open(receipt, executor, {
          ...expected,
          type: "shisa-receipt",
          schema: receiptSchema,
        });
        await journal.write({ t: "receipted", ids: message.grants, at: Date.now() });
      },
      serves: 10,
    },
  ];
}
