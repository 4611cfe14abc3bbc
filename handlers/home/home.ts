import { listApprovals } from "../approvals/list.ts";
import { listJobs } from "../jobs/list.ts";
import type { LocalCommand } from "../kit/definition.ts";
import { type OwnGuest, ownGuests } from "../kit/directory.ts";
import { localRefusal } from "../kit/hint.ts";
import type { Context } from "../kit/ports.ts";
import { refusalReply } from "../kit/refusals.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { verbText } from "../kit/usage.ts";
import { me } from "../me/me.ts";
import { commands } from "../registry.ts";
import { list } from "../vm/list.ts";
import { guestLine } from "../vm/named.ts";
import { shared } from "../vm/shared.words.ts";
import { words } from "./shared.words.ts";

/** Home pages bear only so much: further machines are counted. */
const mostMachines = 8;

/**
 * What a person's home page on a platform shows, a reply for each part: their machines with what can be done to each,
 * their jobs, what waits for them, their limits. Somebody who may see none of it gets one refusal.
 */
export async function homeReplies(context: Context): Promise<Reply[]> {
  const refusal = localRefusal(context, list.permission);
  if (refusal !== undefined) return [withoutLine(refusalReply(refusal, context))];
  const { language } = context;
  const nothing: Reply = { tone: "information", title: words.waits[language], privacy: "private" };
  const approvals = await answerOf(
    listApprovals(() => commands),
    context,
  );
  // What waits has buttons; what has ended is no news here.
  const waits = (approvals.buttons ?? []).length > 0 ? approvals : nothing;
  return [...(await machines(context)), await answerOf(listJobs, context), waits, await answerOf(me, context)];
}

/** What a verb answers to its bare self, or why it does not. */
async function answerOf(command: LocalCommand, context: Context): Promise<Reply> {
  const refusal = localRefusal(context, command.permission);
  if (refusal !== undefined) return withoutLine(refusalReply(refusal, context));
  const answer = await command.answer({}, context);
  if ("reply" in answer) return answer.reply;
  // None of the verbs that stand on a home page becomes a job.
  if ("instead" in answer) throw new Error(`${verbText(command)} has no answer of its own`);
  return withoutLine(refusalReply(answer.refusal, context));
}

/** Nobody typed anything that could be typed better. */
const withoutLine = ({ code: _code, buttons: _buttons, ...reply }: Reply): Reply => reply;

/** All machines in a line, then each by itself with its buttons. */
async function machines(context: Context): Promise<Reply[]> {
  const { language } = context;
  const { list: rows = [], ...all } = await answerOf(list, context);
  if (all.tone === "refused") return [all];
  const own = ownGuests(context);
  const more = rows.length > mostMachines ? [words.more[language](rows.length - mostMachines)] : [];
  const head: Reply = {
    ...all,
    text: [...(all.text ?? []), ...more],
    buttons: [
      { label: words.make[language], line: "/vm create", style: "primary" },
      ...(own.length === 0 ? (all.buttons ?? []) : []),
    ],
  };
  const each = rows.slice(0, mostMachines).map(({ title, cells: [state, ...cells] }, index): Reply => {
    const one = own[index];
    return {
      tone: "information",
      title: `${title} · ${state ?? ""}`,
      text: [cells.filter((cell) => cell !== "-").join(" · ")],
      buttons: one === undefined ? [] : buttonsFor(one, own, context),
      privacy: "private",
    };
  });
  return [head, ...each];
}

/** What is worth pressing in the machine's state; nothing on a host that does not answer. */
function buttonsFor({ view, guest }: OwnGuest, own: readonly OwnGuest[], { language }: Context): readonly Button[] {
  if (view.silent) return [];
  const isAlone = own.filter((one) => one.guest.name === guest.name).length === 1;
  const runs = guest.state === "running" || guest.state === "paused";
  const verbs = runs ? (["show", "stop"] as const) : (["show", "start"] as const);
  return verbs.map((verb) => ({
    label: shared[verb][language],
    line: guestLine(verb, guest.name, isAlone ? undefined : view.host),
  }));
}
