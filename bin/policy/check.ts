import { bad, type Finding, good } from "../../bot/finding.ts";
import type { Text } from "../../handlers/kit/reply.ts";
import { checkPolicies } from "../../policies/check.ts";

/** Looks at a folder of policies and its cases; everything that is wrong is one finding. */
export async function policyFindings(
  given: string | undefined,
  cases: string | undefined,
  timeZone: string | undefined,
): Promise<Finding[]> {
  const checked = await checkPolicies(given, cases, timeZone);
  if (checked.policies === 0) return [...checked.problems.map(plain), bad(unusable, noStart)];
  const { folder, sum, policies, problems, unreadable, failures, casesFolder } = checked;
  const held = checked.cases - failures.length;
  return [
    good(`${folder}: ポリシー ${policies} 個、検査済み（${sum}）`, `${folder}: ${policies} policies, valid (${sum})`),
    ...[...problems, ...unreadable, ...failures].map(plain),
    failures.length === 0
      ? good(`${casesFolder}: 事例 ${held} 件すべてそのとおり`, `${casesFolder}: all ${held} cases hold`)
      : bad(
          {
            ja: `${casesFolder}: 事例 ${checked.cases} 件のうち ${held} 件がそのとおり`,
            en: `${casesFolder}: ${held} of ${checked.cases} cases hold`,
          },
          whichIsMeant,
        ),
  ];
}

/** Cedar's words, and those of cases, are in no language but their own. */
const plain = (text: string): Finding => ({ mark: "bad", what: { ja: text, en: text } });

const unusable: Text = { ja: "このポリシーは使えません", en: "these policies cannot be used" };
const noStart: Text = {
  ja: "直すまで、ボットも実行プログラムもこのポリシーでは起動しません",
  en: "neither bot nor executor starts with these policies until it is mended",
};
const whichIsMeant: Text = {
  ja: "意図した変更なら事例を、そうでなければポリシーを直す",
  en: "change the case if this is what was meant, and the policy if not",
};
