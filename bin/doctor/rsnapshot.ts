import { readFile, stat } from "node:fs/promises";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";
import { run } from "./run.ts";

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
  let written: string;
  try {
    written = await readFile(conf, "utf8");
  } catch (error) {
    const what = { ja: `rsnapshot: ${reason(error)}`, en: `rsnapshot: ${reason(error)}` };
    return bad(what, { ja: "SHISA_RSNAPSHOT_CONF を確かめる", en: "see SHISA_RSNAPSHOT_CONF" });
  }
  const { ok, text } = await run([...enter, "rsnapshot", "-c", conf, "configtest"]);
  if (ok && /^include_conf\s/mu.test(written)) {
    const what = {
      ja: `rsnapshot: ${conf} に include_conf があり、その先のホストは確かめられません`,
      en: `rsnapshot: ${conf} has include_conf, and hosts that stand there are not looked for`,
    };
    return bad(what, { ja: "その backup 行をこのファイルに書く", en: "write their backup lines into this file" });
  }
  if (ok) return good(`rsnapshot: ${conf} は正しいです`, `rsnapshot: ${conf} is right`);
  return bad({ ja: `rsnapshot: ${text}`, en: `rsnapshot: ${text}` }, { ja: `${conf} を直す`, en: `mend ${conf}` });
}
