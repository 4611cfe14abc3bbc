import type { OutputOf } from "../../protocol/action.ts";
import type { backupRestore } from "../../protocol/actions/backup.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { bytesText, timeText } from "../kit/text.ts";
import { words as previewWords } from "./preview.words.ts";
import { words } from "./restore.words.ts";
import { backupLine, homePath } from "./shared.ts";
import { shared } from "./shared.words.ts";

/** What came back, and where it is. `from`: the host of the backups, where it was carried from there. */
export function restoredReply(
  { path, at, files, bytes, skipped, folder, host }: OutputOf<typeof backupRestore>,
  context: Context,
  from?: string,
): Reply {
  const { language } = context;
  return {
    tone: "done",
    title: words.done[language](homePath(path), folder),
    text: [words.next[language], ...(skipped === 0 ? [] : [shared.skipped[language](skipped)])],
    fields: [
      { label: shared.taken[language], value: timeText(at, context) },
      { label: shared.size[language], value: previewWords.amount[language](files, bytesText(bytes)) },
      { label: words.where[language], value: path === "" ? folder : `${folder}/${path}` },
      ...(from === undefined ? [] : [{ label: shared.way[language], value: shared.fromTo[language](from, host) }]),
    ],
    buttons: [{ label: shared.list[language], line: backupLine("list", { path }) }],
    privacy: "private",
  };
}
