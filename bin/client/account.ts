import type { Language } from "../../handlers/kit/reply.ts";
import type { BinConfig } from "../config.ts";
import { UsageError } from "../kit/verb.ts";

/** In place of an account: whoever munge says that this is. */
export const myself = "";

/** As whom to speak: `--as`, for root alone, else the account that became root by sudo; who is not root, as themselves. */
export function accountOption(typed: string | undefined, config: BinConfig, language: Language): string {
  if (typed === undefined && !config.isRoot) return myself;
  const account = typed ?? config.sudoUser;
  if (account !== undefined && account !== "" && account !== "root") return account;
  const missing = { ja: "誰として話すかを --as アカウント名 で指定してください。", en: "Say as whom: --as ACCOUNT." };
  const root = {
    ja: "root は利用者ではありません。人のアカウントを --as アカウント名 で指定してください。",
    en: "root is nobody's own account: say as which person, --as ACCOUNT.",
  };
  throw new UsageError((typed === "root" ? root : missing)[language]);
}
