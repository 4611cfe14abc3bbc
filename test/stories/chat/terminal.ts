import { randomUUID } from "node:crypto";
import { renderReply } from "../../../bot/terminal/render.ts";
import { type Final, sayTo } from "../../department/client.ts";
import { until } from "../../fakes/kit/until.ts";
import type { ChatSurface, Person, Seen } from "./person.ts";
import { lineOf } from "./slack.ts";

/** One line's message, each edit of it; what was said is said again while the bot is away. */
interface Line {
  edits: readonly Final[];
}

/** The terminal, as `shisa chat` speaks with the bot. */
export function terminalSurface(socket: () => string): ChatSurface {
  const person = (account: string, language: "en" | "ja"): Person => {
    const lines: Line[] = [];
    const say = (text: string): void => {
      const id = randomUUID();
      const line: Line = { edits: [] };
      lines.push(line);
      const follow = async (): Promise<void> => {
        for (;;) {
          const said = sayTo(socket(), account, text, { id, confirmed: false, language });
          const before = line.edits;
          said.onMessage(() => {
            line.edits = [...before, ...said.messages];
          });
          const over = await said.final.then(() => true).catch(() => false);
          if (over) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      void follow();
    };
    const textOf = ({ edits }: Line): string => {
      const last = edits.at(-1);
      return last === undefined ? "" : renderReply(last.reply, 80);
    };
    const seen = (line: Line): Seen => ({
      text: () => textOf(line),
      history: () => line.edits.map(({ reply }) => renderReply(reply, 80)),
      buttons: () => (line.edits.at(-1)?.reply.buttons ?? []).map(({ label }) => label),
      click: async (label) => {
        const button = line.edits.at(-1)?.reply.buttons?.find((each) => each.label === label);
        if (button === undefined) throw new Error(`there is no ${label} in ${textOf(line)}`);
        say(button.line);
      },
      vanish: () => undefined,
      // A terminal goes on below: what came of a button is its newest line.
      becomes: async (pattern, deadlineMs) => {
        await until(
          `a line becomes ${pattern}`,
          () => pattern.test(textOf(lines.at(-1) ?? line)),
          deadlineMs,
          () => lines.map(textOf).join("\n--\n"),
        );
      },
    });
    const sees: Person["sees"] = async (pattern, deadlineMs) =>
      seen(
        await until(
          `${account} sees ${pattern}`,
          () => lines.findLast((line) => pattern.test(textOf(line))),
          deadlineMs,
          () => lines.map(textOf).join("\n--\n"),
        ),
      );
    return {
      types: async (typed) => say(lineOf(typed)),
      sees,
      messages: () => lines.map(textOf),
      channel: () => [],
      corrects: async ({ command, values = {} }, more, problem) => {
        await sees(problem);
        say(lineOf({ command, values: { ...values, ...more } }));
      },
    };
  };
  return { name: "the terminal", person: async (account, language) => person(account, language) };
}
