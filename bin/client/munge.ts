import { execa } from "execa";
import type { Language } from "../../handlers/kit/reply.ts";
import { ToldError } from "../kit/verb.ts";

const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8" };
const timeoutMs = 10_000;

export interface MungeHow {
  /** How long it is good, in seconds; absent: munge's own five minutes. */
  readonly ttlSeconds?: number;
  /** Command line put before munge, so that it runs as somebody else or elsewhere. */
  readonly prefix?: readonly string[];
}

/**
 * Has munge say, as whoever runs this, a text that only root of the department's machines can read: a one-line
 * credential. Throws a ToldError where there is no munge, or it says nothing.
 */
export async function mungeCredential(text: string, language: Language, how: MungeHow = {}): Promise<string> {
  const { ttlSeconds, prefix = [] } = how;
  const args = ["-s", text, "-u", "root", ...(ttlSeconds === undefined ? [] : ["--ttl", String(ttlSeconds)])];
  const [file = "", ...rest] = [...prefix, "munge", ...args];
  const options = { env: environment, extendEnv: false, reject: false, timeout: timeoutMs, stdin: "ignore" } as const;
  const { stdout, stderr, exitCode, code } = await execa(file, rest, options);
  if (exitCode === 0 && stdout.startsWith("MUNGE:")) return stdout.trim();
  if (code === "ENOENT")
    throw new ToldError(
      {
        ja: "このマシンには munge がありません。学科のマシンで実行してください。",
        en: "There is no munge on this machine. Use one of the department's.",
      }[language],
    );
  const said = stderr.trim().split("\n")[0] ?? "";
  throw new ToldError(
    {
      ja: `munge で本人の証明を作れませんでした。管理者に伝えてください: ${said}`,
      en: `munge could not prove who you are. Tell an administrator: ${said}`,
    }[language],
  );
}
