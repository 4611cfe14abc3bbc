import { z } from "zod";
import { refuse } from "../../protocol/refusal.ts";
import { ownJob } from "../jobs/own.ts";
import { shown } from "../kit/characters.ts";
import type { Answer, Command, LocalCommand } from "../kit/definition.ts";
import { localCommand } from "../kit/definition.ts";
import { ownGuests } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { guestLine } from "../vm/named.ts";
import { whyJob } from "./job.ts";
import { latestRefusal, whyForgotten, whyRefused, whyTurnedDown } from "./refusal.ts";
import { words } from "./why.words.ts";

/**
 * /why [THING]: the last refusal, a job by its number, or a guest by its name or address, which its host looks into.
 * @param registry every verb there is, asked for at each answer
 */
export const whyCommand = (registry: () => readonly Command[]): LocalCommand =>
  localCommand({
    kind: "local",
    permission: "why",
    family: "why",
    verb: "",
    summary: words.summary,
    parameters: [{ name: "thing", kind: "thing", place: "positional", required: false, text: words.thing }],
    examples: ["/why", "/why web", "/why 42"],
    answer: async (values, context) => {
      const { thing } = values;
      if (typeof thing !== "string") return whyLast(context, registry());
      if (/^\d{1,15}$/.test(thing)) return whyNumber(Number(thing), context, registry());
      return whyGuest(thing, context);
    },
  });

const actionsOf = (registry: readonly Command[]) => registry.filter((command) => command.kind === "action");

async function whyLast(context: Context, registry: readonly Command[]): Promise<Answer> {
  const latest = await latestRefusal(context);
  if (latest === undefined) return { reply: nothing(context), output: { refusal: null } };
  if (latest.by === "host") return whyNumber(latest.job.number, context, registry);
  if (latest.by === "approver") {
    const { number, refusal, state } = latest.approval;
    return { reply: whyTurnedDown(latest.approval, context), output: { approval: number, refusal, state } };
  }
  if (latest.by === "audit")
    return { reply: whyForgotten(latest, context), output: { refusal: { code: latest.code } } };
  const { at, line, refusal } = latest.last;
  return { reply: await whyRefused(latest.last, context, registry), output: { refusal, line, at } };
}

function whyNumber(number: number, context: Context, registry: readonly Command[]): Answer {
  const found = ownJob({ number }, context);
  if (!found.ok) return { refusal: found.refusal };
  const job = found.value;
  const result = context.jobs.ending(job.grant)?.result;
  return {
    reply: whyJob(job, context, actionsOf(registry)),
    output: {
      job: job.number,
      line: job.line,
      status: job.status,
      refusal: result?.refusal ?? null,
      failure: result?.failure ?? null,
    },
  };
}

/** Only the person's own guests are looked for by address: any other address is one that there never was. */
function whyGuest(thing: string, context: Context): Answer {
  if (!z.ipv4().safeParse(thing).success) return { instead: guestLine("why", thing) };
  const own = ownGuests(context).find(({ guest }) => guest.address === thing);
  if (own === undefined) return { refusal: refuse("guest.unknown", { name: shown(thing) }) };
  return { instead: guestLine("why", own.guest.name, own.view.host) };
}

const nothing = ({ language }: Context): Reply => ({
  tone: "information",
  title: words.none[language],
  text: [words.ask[language]],
  buttons: [
    { label: words.list[language], line: "/vm list" },
    { label: words.jobs[language], line: "/jobs" },
  ],
  privacy: "private",
});
