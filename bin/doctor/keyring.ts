import { stat } from "node:fs/promises";
import { bad, type Finding } from "../../bot/finding.ts";
import { reason } from "./finding.ts";

/** What is wrong with the file of a Ceph key; undefined: nothing. `guide`: the document that says how it is made. */
export async function faultOfKey(name: string, keyring: string, guide: string): Promise<Finding | undefined> {
  try {
    const { mode } = await stat(keyring);
    if ((mode & 0o077) === 0) return undefined;
    const what = {
      ja: `${name} の鍵 ${keyring} をほかの人が読めます`,
      en: `others can read ${keyring}, the key of ${name}`,
    };
    return bad(what, { ja: `chmod 600 ${keyring}`, en: `chmod 600 ${keyring}` });
  } catch (error) {
    const mend = { ja: `${guide} を見て鍵を作る`, en: `make the key as ${guide} says` };
    return bad({ ja: `${name} の鍵: ${reason(error)}`, en: `key of ${name}: ${reason(error)}` }, mend);
  }
}
