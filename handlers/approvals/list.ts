import type { ApprovalView } from "../kit/approvals.ts";
import { shown } from "../kit/characters.ts";
import { type Command, type LocalCommand, localCommand } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import type { Button } from "../kit/reply.ts";
import { ageText, personText } from "../kit/text.ts";
import { decisionButtons, outcomeText } from "./card.ts";
import { words } from "./list.words.ts";

/** How many of one's own are listed, those that ended included. */
const listed = 5;
/** As many waiting requests have buttons; all of them can be named. */
const withButtons = 3;

/**
 * /approvals list: what this person may say yes to, oldest first, then what they have asked for themselves.
 * @param registry every verb there is, asked for at each answer
 */
export const listApprovals = (registry: () => readonly Command[]): LocalCommand =>
  localCommand({
    kind: "local",
    permission: "approvals.list",
    family: "approvals",
    verb: "list",
    summary: words.summary,
    parameters: [],
    examples: ["/approvals list", "/approvals list --help"],
    answer: async (_values, context) => {
      const { language, approvals, person } = context;
      const open = (approvals?.waiting() ?? []).filter((view) => mayDecide(view, context));
      const own = approvals?.ofPerson(person, listed) ?? [];
      return {
        reply: {
          tone: "information",
          title: open.length + own.length === 0 ? words.none[language] : words.title[language](waitingOf(open, own)),
          list: [
            ...open.map((view) => entry(view, personText(view.requester), registry(), context)),
            ...own.map((view) => entry(view, words.own[language], registry(), context)),
          ],
          buttons: [
            ...open.slice(0, withButtons).flatMap((view) => buttonsFor(view, context)),
            ...own
              .filter(isWaiting)
              .slice(0, withButtons)
              .map((view) => withdrawButton(view, context)),
          ],
          privacy: "private",
        },
        output: { toDecide: open.map(outputOf), own: own.map(outputOf) },
      };
    },
  });

const isWaiting = ({ state }: ApprovalView): boolean => state === "waiting";
const waitingOf = (open: readonly ApprovalView[], own: readonly ApprovalView[]): number =>
  open.length + own.filter(isWaiting).length;

/** Another person, in a role that the rule takes; whoever approves is looked at again. */
const mayDecide = ({ requester, refusal }: ApprovalView, { person }: Context): boolean =>
  requester.name !== person.name &&
  requester.uid !== person.uid &&
  person.roles.some((role) => (refusal.approvers ?? []).includes(role));

function entry(view: ApprovalView, who: string, registry: readonly Command[], context: Context) {
  const command = registry.find(({ family, verb }) => `${family} ${verb}` === view.command);
  const act = command?.kind === "action" ? command.working(view.input)[context.language] : view.action;
  const age = ageText(context.now() - view.madeAt, context.language);
  return {
    title: `${view.number} ${act}: ${shown(view.line, 80)}`,
    cells: [who, outcomeText(view, context), age],
  };
}

function buttonsFor(view: ApprovalView, context: Context): readonly Button[] {
  const { language } = context;
  const labels = { primary: words.approveOne, danger: words.denyOne } as const;
  return decisionButtons(view, context).map((button) => ({
    ...button,
    label: labels[button.style ?? "primary"][language](view.number),
  }));
}

const withdrawButton = ({ number }: ApprovalView, { language }: Context): Button => ({
  label: words.withdrawOne[language](number),
  line: `/approvals withdraw ${number}`,
});

const outputOf = ({ number, state, requester, line, host, refusal, revision, until }: ApprovalView) => ({
  number,
  state,
  requester: requester.name,
  line,
  host,
  rule: refusal.code,
  revision,
  until,
});
