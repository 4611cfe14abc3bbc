import { bad, type Finding } from "../../bot/finding.ts";
import { keptHeadsFile } from "../../protocol/audit/files.ts";
import { readKeptHeads } from "../../protocol/audit/kept.ts";
import type { Keeper } from "./examine.ts";
import { lookInto } from "./words.ts";

/** For so long they are shown; the audits have them for ever. In milliseconds. */
const shownFor = 30 * 24 * 3_600_000;
const most = 5;

/** What a program saw of another's chain that cannot be, newest first. */
export function contradictions({ name: by, folder }: Keeper): Finding[] {
  const { findings } = readKeptHeads(keptHeadsFile(folder));
  const fresh = findings.filter(({ at }) => Date.now() - at < shownFor).toReversed();
  return fresh.slice(0, most).map(({ name, at, why, kept, said }) => {
    const when = new Date(at).toISOString().slice(0, 16);
    const what =
      why === "cut"
        ? {
            ja: `${when}Z、${by} が聞いた ${name} の監査ログは ${kept.seq} 行から ${said.seq} 行に減りました`,
            en: `at ${when}Z ${by} heard that the audit of ${name} went from ${kept.seq} lines back to ${said.seq}`,
          }
        : {
            ja: `${when}Z、${by} が聞いた ${name} の監査ログの ${kept.seq} 行目は、前と違うものです`,
            en: `at ${when}Z ${by} heard another line ${kept.seq} of the audit of ${name} than before`,
          };
    return bad(what, lookInto);
  });
}
