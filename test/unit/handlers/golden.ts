import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ErasedActionCommand } from "../../../handlers/kit/definition.ts";
import type { Context } from "../../../handlers/kit/ports.ts";
import { resultReply } from "../../../handlers/kit/render.ts";
import type { Language, Reply } from "../../../handlers/kit/reply.ts";
import { commandForAction } from "../../../handlers/registry.ts";
import type { Result } from "../../../protocol/messages.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { contextFor, job, now, type Setting, type } from "./department.ts";
import { plain } from "./plain.ts";

/** By file name: what the person sees. */
export type Goldens = Readonly<Record<string, (context: Context) => Reply | Promise<Reply>>>;

export const command = (action: string): ErasedActionCommand => {
  const found = commandForAction(action);
  if (found === undefined) throw new Error(`no verb asks for ${action}`);
  return found;
};

export const input = { template: "tiny", name: "new", cpu: 1, memoryMiB: 1024, diskGiB: 10 };

export const refusal = refuse(
  "limit.memory",
  { use: 1024, request: 8192, limit: 8192 },
  { passing: { memoryMiB: 7168 }, approvers: ["admin"] },
);

export const result = (changes: Partial<Result> & Pick<Result, "action" | "status">): Result => ({
  kind: "result",
  grant: job().grant,
  steps: [],
  startedAt: now - 9_000,
  endedAt: now,
  ...changes,
});
export const ended =
  (changes: Parameters<typeof result>[0], about: unknown = input) =>
  (context: Context) =>
    resultReply(command(changes.action), about, result(changes), context).reply;

export const typed =
  (line: string, setting: Setting = {}) =>
  async ({ language }: Context): Promise<Reply> => {
    const dispatched = await type(line, { ...setting, language });
    if (dispatched.kind === "job" || dispatched.kind === "approval") throw new Error(`${line} became a job`);
    return dispatched.reply;
  };

/**
 * Each file is a whole message as people read it. To take in a change of words: npx vitest run -u, then read the diff.
 */
export function testGoldens(messages: Goldens): void {
  describe.each<Language>(["ja", "en"])("in %s", (language) => {
    test.each(Object.keys(messages))("the message %s is as it was agreed", async (name) => {
      const context = contextFor({ language, jobs: [job()] });
      const reply = await messages[name]?.(context);
      if (reply === undefined) throw new Error(`no message ${name}`);
      await expect(plain(reply)).toMatchFileSnapshot(join(import.meta.dirname, "golden", language, `${name}.txt`));
    });
  });
}
