import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { auditFile, auditFiles, keptHeadsFile } from "../../protocol/audit/files.ts";
import type { Head } from "../../protocol/audit/head.ts";
import { type KeptFile, readKeptHeads } from "../../protocol/audit/kept.ts";
import { type ChainReport, compareWith, verifyFolder } from "../../protocol/audit/verify.ts";
import { readOwnKeys } from "../../protocol/keys.ts";
import { readTrust } from "../../protocol/trust.ts";
import type { Patient } from "../doctor/patient.ts";
import { askAnother, brokenAt, lookInto } from "./words.ts";

/** One program on this machine: its folder, and the name by which the others keep its chain. */
export interface Keeper {
  readonly name: string;
  readonly folder: string;
}

/** The programs that have settings here. */
export async function keepersOf({ bot, executor }: Pick<Patient, "bot" | "executor">): Promise<Keeper[]> {
  return [
    ...(bot === undefined ? [] : [{ name: await nameOfBot(bot), folder: bot.state }]),
    ...(executor === undefined ? [] : [{ name: executor.host, folder: executor.state }]),
  ];
}

/** The trust file names keys; executors keep a bot's chain by that name. */
async function nameOfBot({ keys, trust }: { readonly keys: string; readonly trust: string }): Promise<string> {
  try {
    return (await readTrust(trust)).get((await readOwnKeys(keys)).id)?.name ?? "bot";
  } catch {
    return "bot";
  }
}

/** A head that somebody keeps of a chain; `isOld`: from before a contradiction. */
interface KeptHead {
  readonly by: string;
  readonly of: string;
  readonly head: Head;
  readonly isOld: boolean;
}

function keptBy({ name, folder }: Keeper): KeptHead[] {
  const file: KeptFile = readKeptHeads(keptHeadsFile(folder));
  const now = Object.entries(file.heads).map(([of, head]) => ({ by: name, of, head, isOld: false }));
  return [...now, ...file.findings.map(({ name: of, kept }) => ({ by: name, of, head: kept, isOld: true }))];
}

/**
 * Checks the chains of all these programs from their first line, and compares them with the heads that the others here
 * keep, and with `said`. What stands elsewhere is named, with the command that compares it there.
 * @param said heads from elsewhere, to be compared with every chain that is here
 */
export function examineChains(keepers: readonly Keeper[], said: readonly Head[] = []): Finding[] {
  const kept = keepers.flatMap(keptBy);
  const own = keepers.flatMap((keeper) => {
    const about = kept.filter(({ of, by }) => of === keeper.name && by !== keeper.name);
    const wanted = new Set([...about.map(({ head }) => head.seq), ...said.map(({ seq }) => seq)]);
    const report = verifyFolder(keeper.folder, wanted);
    if (report === undefined) return [...noAudit(keeper), ...about.flatMap((one) => comparison(emptyReport, one))];
    const told = said.map((head): KeptHead => ({ by: "--head", of: keeper.name, head, isOld: false }));
    return [wholeness(keeper, report), ...[...about, ...told].flatMap((one) => comparison(report, one))];
  });
  const names = new Set(keepers.map(({ name }) => name));
  const elsewhere = kept.filter(({ of, isOld }) => !names.has(of) && !isOld);
  return [...own, ...elsewhere.map(({ by, of, head }) => askAnother(by, of, head))];
}

const emptyReport: ChainReport = {
  ...{ missing: 0, head: { seq: 0, hash: "" }, files: 0, torn: false },
  ...{ broken: undefined, hashes: new Map() },
};

const noAudit = ({ folder }: Keeper): Finding[] => {
  const path = auditFile(folder);
  return [note(`監査ログ ${path} はまだありません`, `there is no audit file ${path} yet`)];
};

function wholeness({ folder }: Keeper, report: ChainReport): Finding {
  const path = auditFile(folder);
  const { broken, head, missing, torn } = report;
  if (broken !== undefined) return bad(brokenAt(path, broken), lookInto);
  if (missing > 0) {
    const first = auditFiles(folder)[0] ?? path;
    const what = {
      ja: `監査ログ ${first} より前の ${missing} 行がありません`,
      en: `the ${missing} lines of the audit before ${first} are not here`,
    };
    const mend = {
      ja: "移したファイルをこのフォルダに戻して調べる",
      en: "put the files that were moved back, and look again",
    };
    return bad(what, mend);
  }
  const files =
    report.files === 1
      ? { ja: "", en: "" }
      : { ja: `${report.files} 個のファイルに `, en: ` in ${report.files} files` };
  const tail = torn ? { ja: "、最後の行は書きかけ", en: ", the last line is torn" } : { ja: "", en: "" };
  return good(
    `監査ログ ${path}: ${files.ja}${head.seq} 行、鎖は切れていません${tail.ja}（${head.seq}:${head.hash}）`,
    `the audit ${path} is whole, ${head.seq} lines${files.en}${tail.en} (${head.seq}:${head.hash})`,
  );
}

function comparison(report: ChainReport, { by, of, head, isOld }: KeptHead): Finding[] {
  const found = compareWith(report, head);
  if (report.broken !== undefined && found !== "forked" && report.head.seq < head.seq) return [];
  const { seq } = head;
  if (found === "same")
    return isOld
      ? []
      : [good(`${by} が覚えている ${of} の ${seq} 行目と同じです`, `line ${seq} of ${of} is as ${by} keeps it`)];
  if (found === "elsewhere")
    return [
      note(
        `${by} が覚えている ${of} の ${seq} 行目はここにありません`,
        `line ${seq} of ${of}, which ${by} keeps, is not here`,
      ),
    ];
  const what =
    found === "cut"
      ? {
          ja: `${of} の監査ログは ${seq} 行目まであったと ${by} が覚えています`,
          en: `${by} keeps line ${seq} of ${of}, which is gone`,
        }
      : {
          ja: `${of} の監査ログの ${seq} 行目は ${by} が覚えているものと違います`,
          en: `line ${seq} of ${of} is not the one that ${by} keeps`,
        };
  return [bad(what, lookInto)];
}
