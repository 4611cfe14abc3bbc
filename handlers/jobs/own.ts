import type { Outcome } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import type { Parameter, Values } from "../kit/definition.ts";
import type { Context, JobView } from "../kit/ports.ts";
import { number } from "./shared.words.ts";

export const numberParameter: Parameter = {
  name: "number",
  kind: "job",
  place: "positional",
  required: true,
  text: number,
  minimum: 1,
};

/** The person's own job of that number. Another's and nobody's are refused alike. */
export function ownJob(values: Values, context: Context): Outcome<JobView> {
  const wanted = Number(values["number"]);
  const job = context.jobs.byNumber(wanted);
  return job?.person === context.person.name ? accepted(job) : refused(refuse("job.unknown", { number: wanted }));
}
