import type { Outcome } from "../../protocol/refusal.ts";
import { refuse, refused } from "../../protocol/refusal.ts";
import type { Answer, Parameter, Values } from "../kit/definition.ts";
import type { IncidentBook, IncidentView } from "../kit/incidents.ts";
import type { Context } from "../kit/ports.ts";
import { cardTitle, stateText } from "./card.ts";
import { shared } from "./shared.words.ts";

export const numberParameter: Parameter = {
  name: "number",
  kind: "job",
  place: "positional",
  required: true,
  text: shared.number,
  minimum: 1,
};

type By = Parameters<IncidentBook["acknowledge"]>[1];

/** Does something to the incident that was named, and tells how it then stands. */
export async function acted(
  values: Values,
  context: Context,
  act: (incidents: IncidentBook, number: number, by: By) => Promise<Outcome<IncidentView>>,
): Promise<Answer> {
  const number = Number(values["number"]);
  const { incidents, person, language } = context;
  const { name, uid, fullName } = person;
  const outcome =
    incidents === undefined
      ? refused(refuse("alert.unknown", { number }))
      : await act(incidents, number, { name, uid, fullName });
  if (!outcome.ok) return { refusal: outcome.refusal };
  const view = outcome.value;
  return {
    reply: {
      tone: "done",
      title: cardTitle(view, context),
      text: [stateText(view, context)],
      buttons: [{ label: shared.list[language], line: "/alert list" }],
      privacy: "private",
    },
    output: outputOf(view),
  };
}

export const outputOf = (view: IncidentView) => ({
  number: view.number,
  state: view.state,
  severity: view.severity,
  code: view.condition.code,
  source: view.source.name,
  hosts: view.hosts,
  grouped: view.grouped.length,
  returns: view.returns,
  openedAt: view.openedAt,
});
