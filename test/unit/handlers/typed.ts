import type { Dispatched } from "../../../handlers/kit/dispatch.ts";
import { type Setting, type } from "./department.ts";

/** The job that a line becomes. Throws where it becomes anything else. */
export async function jobOf(line: string, setting: Setting = {}, confirmed = false) {
  const dispatched = await type(line, setting, confirmed);
  if (dispatched.kind !== "job") throw new Error(`${line} became ${JSON.stringify(dispatched)}`);
  return { host: dispatched.host, input: dispatched.input, action: dispatched.command.action };
}

/** The final answer to a line. Throws where it becomes a job or a question. */
export async function answerTo(line: string, setting: Setting = {}): Promise<Extract<Dispatched, { kind: "final" }>> {
  const dispatched = await type(line, setting);
  if (dispatched.kind !== "final") throw new Error(`${line} became a ${dispatched.kind}`);
  return dispatched;
}

/** The question that a line is answered with, and the line of its first button. */
export async function questionOf(line: string): Promise<{ shown: string; yes: string }> {
  const dispatched = await type(line);
  if (dispatched.kind !== "confirm") throw new Error(`${line} became a ${dispatched.kind}`);
  return { shown: JSON.stringify(dispatched.reply), yes: dispatched.reply.buttons?.[0]?.line ?? "" };
}
