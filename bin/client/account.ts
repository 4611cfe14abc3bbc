import type { Language } from "../../handlers/kit/reply.ts";
import type { BinConfig } from "../config.ts";
import { UsageError } from "../kit/verb.ts";

/** As whom to speak: `--as`, else the account that became root by sudo. */
export function accountOption(typed: string | undefined, config: BinConfig, language: Language): string {
  const account = typed ?? config.sudoUser;
  if (account !== undefined && account !== "" && account !== "root") return account;
  throw new UsageError(
    { ja: "誰として話すかを --as アカウント名 で指定してください。", en: "Say as whom: --as ACCOUNT." }[language],
  );
}
