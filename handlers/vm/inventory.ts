import type { Outcome } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import type { Context } from "../kit/ports.ts";
import { ageText, timeText } from "../kit/text.ts";

const words = {
  silent: {
    ja: (host: string, time: string, age: string) =>
      `ホスト ${host} から応答がありません(最後: ${time}、${age})。そこのVMは最後にわかった内容です。`,
    en: (host: string, time: string, age: string) =>
      `Host ${host} is silent (last heard ${time}, ${age}); what is shown of it is what it said last.`,
  },
};

/** How old an answer from the inventory is: as old as the oldest host that is still heard. Refused where none ever was. */
export function heardHosts(context: Context): Outcome<{ heardAt: number }> {
  const hosts = context.directory.hosts();
  if (hosts.length === 0) return refused(refuse("host.none"));
  const heard = hosts.filter((view) => !view.silent);
  return accepted({ heardAt: Math.min(...(heard.length === 0 ? hosts : heard).map((view) => view.heardAt)) });
}

/** One paragraph for each host that is silent. */
export function silentLines(context: Context): readonly string[] {
  const { language } = context;
  return context.directory
    .hosts()
    .filter((view) => view.silent)
    .map((view) => {
      const age = ageText(context.now() - view.heardAt, language);
      return words.silent[language](view.host, timeText(view.heardAt, context), age);
    });
}
