import { formatLine } from "../kit/format-line.ts";
import { momentText } from "../kit/moment.ts";
import type { Duty } from "../kit/oncall.ts";
import type { Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { timeText } from "../kit/text.ts";
import { words } from "./uncovered.shared.words.ts";

/** What the alert channel reads of a time that nobody has; `who`: the person who cannot, as people know them. */
export function uncoveredReply({ from, until }: Duty, who: string, reader: Reader): Reply {
  const { language, timeZone } = reader;
  const period = { from: momentText(from, timeZone), until: momentText(until, timeZone) };
  return {
    tone: "question",
    title: words.title[language](timeText(from, reader), timeText(until, reader)),
    text: [words.why[language](who)],
    buttons: [
      { label: words.take[language], line: formatLine(["oncall", "cover"], period), style: "primary" },
      { label: words.schedule[language], line: "/oncall schedule" },
    ],
    privacy: "place",
  };
}
