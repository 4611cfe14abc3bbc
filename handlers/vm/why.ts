import type { OutputOf } from "../../protocol/action.ts";
import type { Finding, vmWhy } from "../../protocol/actions/vm-why.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import { exceptionButton, refusalText } from "../kit/refusals.ts";
import type { Button } from "../kit/reply.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { button } from "./reachable.ts";
import { shared } from "./shared.words.ts";
import { words } from "./why.words.ts";

type Looked = OutputOf<typeof vmWhy>;

/** /vm why NAME: from its owner to its answer, each with its finding, and what to do next. */
export const whyGuest = actionCommand<"vm.why">({
  kind: "action",
  action: "vm.why",
  family: "vm",
  verb: "why",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm why web", "/vm why web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: {},
  line: ({ name }, host) => guestLine("why", name, host),
  done: (looked, context) => {
    const { language } = context;
    const { name, findings, ssh } = looked;
    const first = ssh === null ? causeOf(findings) : undefined;
    const said = first && refusalText(first, context);
    return {
      tone: "information",
      title: said === undefined ? words.works[language](name) : words.because[language](name, said.title),
      text: said === undefined ? [shared.login[language]] : [...said.text, ...againstStart(findings, context)],
      list: findings.map((one) => ({
        title: `${words.marks[one.found]} ${words.labels[one.about][language]}`,
        cells: [refusalText(one, context).title],
      })),
      ...(ssh === null ? {} : { code: ssh }),
      buttons: buttonsFor(looked, first, context),
      privacy: "private",
    };
  },
});

const stateOf = (findings: readonly Finding[]): Finding | undefined => findings.find(({ about }) => about === "state");
const isOff = (findings: readonly Finding[]): boolean =>
  stateOf(findings)?.code.startsWith("why.off") === true || stateOf(findings)?.code === "why.crashed";
const hindrances = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ about, found }) => found === "wrong" && (about === "limits" || about === "host"));

/** What keeps it from answering: what is wrong with itself goes before what would only matter for a start. */
function causeOf(findings: readonly Finding[]): Finding | undefined {
  const wrong = findings.filter(({ found }) => found === "wrong");
  return wrong.find(({ about }) => about !== "limits" && about !== "host") ?? wrong[0];
}

function againstStart(findings: readonly Finding[], context: Context): readonly string[] {
  if (!isOff(findings)) return [];
  const said = hindrances(findings).map((one) => refusalText(one, context));
  if (said.length === 0) return [words.canStart[context.language]];
  return [words.cannotStart[context.language], ...said.flatMap(({ title, text }) => [title, ...text])];
}

const restarted: ReadonlySet<string> = new Set([
  "why.reservation_none",
  "why.lease_none",
  "why.lease_old",
  "why.ssh_closed",
  "why.ssh_dropped",
  "why.silent",
]);

/** The next step, where there is one that the person can take. */
function buttonsFor(
  { name, findings, approvers }: Looked,
  first: Finding | undefined,
  context: Context,
): readonly Button[] {
  const { language } = context;
  const show = button("show", name, context);
  if (first?.code === "why.busy") return [{ label: words.jobs[language], line: "/jobs" }, show];
  if (first !== undefined && restarted.has(first.code))
    return [primary(button("restart", name, context)), { ...button("ip", name, context) }, show];
  if (!isOff(findings)) return [show];
  const against = hindrances(findings);
  const [rule] = against;
  if (rule === undefined) return [primary(button("start", name, context)), show];
  const refusal = { code: rule.code, numbers: rule.numbers, approvers };
  return [
    ...exceptionButton(refusal, guestLine("start", name), context),
    { label: shared.list[language], line: "/vm list" },
    show,
  ];
}

const primary = (one: Button): Button => ({ ...one, style: "primary" });
