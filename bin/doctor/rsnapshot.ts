import { readFile, stat } from "node:fs/promises";
import { execa } from "execa";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** Whether rsnapshot is set up here, its configuration is right, and the wrapper has run. */
export async function checkRsnapshot({ executor, enter }: Patient): Promise<Finding[]> {
  if (executor === undefined) return [];
  const { rsnapshot } = executor;
  if (rsnapshot === undefined)
    return [
      note(
        "rsnapshot: このホストでは使いません(SHISA_RSNAPSHOT_CONF が空)",
        "rsnapshot: off on this host (SHISA_RSNAPSHOT_CONF is empty)",
      ),
    ];
  const { conf, runs, homesHere } = rsnapshot;
  const configuration = await checkConf(conf, enter);
  const ran = await stat(runs).then(
    () => good(`バックアップの記録は ${runs} にあります`, `the record of backups is ${runs}`),
    () =>
      bad(
        { ja: `${runs} がありません: まだ一度も実行されていません`, en: `${runs} is not there: no backup has run yet` },
        {
          ja: "cron から shisa-rsnapshot を起動する(docs/backup.md)",
          en: "start shisa-rsnapshot by cron (docs/backup.md)",
        },
      ),
  );
  const restores = homesHere
    ? good("ファイルはこのホストのホームに復元できます", "files can be restored into the homes of this host")
    : note(
        "復元したファイルは、SHISA_HOMES のあるホストに運びます(SHISA_RSNAPSHOT_HOMES_HERE)",
        "restored files are carried to a host that has SHISA_HOMES (SHISA_RSNAPSHOT_HOMES_HERE)",
      );
  return [configuration, ran, restores];
}

async function checkConf(conf: string, enter: readonly string[]): Promise<Finding> {
  try {
    await readFile(conf, "utf8");
  } catch (error) {
    const what = { ja: `rsnapshot: ${reason(error)}`, en: `rsnapshot: ${reason(error)}` };
    return bad(what, { ja: "SHISA_RSNAPSHOT_CONF を確かめる", en: "see SHISA_RSNAPSHOT_CONF" });
  }
  const [file, ...args] = [...enter, "rsnapshot", "-c", conf, "configtest"];
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };
  const ran = await execa(file, args, { env, extendEnv: false, reject: false, timeout: 10_000, stdin: "ignore" });
  if (ran.exitCode === 0) return good(`rsnapshot: ${conf} は正しいです`, `rsnapshot: ${conf} is right`);
  const said = (ran.stderr || (ran.shortMessage ?? "")).replaceAll("\n", " ").slice(0, 300);
  return bad({ ja: `rsnapshot: ${said}`, en: `rsnapshot: ${said}` }, { ja: `${conf} を直す`, en: `mend ${conf}` });
}
