import type { Language } from "../../handlers/kit/reply.ts";
import { hostSchema } from "../../protocol/names.ts";
import { type ExitCode, exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";
import { botUser, findUser } from "../launch/accounts.ts";
import { keyPaths, makeKeys, type Owner, readTrustFile, rotateKeys } from "../launch/keys.ts";

const options = {
  dir: { type: "string", default: "/etc/shisa" },
  host: { type: "string", multiple: true },
  days: { type: "string", default: "365" },
  overlap: { type: "string", default: "24" },
} as const;

type Values = ReturnType<typeof readOptions<typeof options>>["values"];

export const keysVerb: Verb = {
  name: "keys",
  summary: { ja: "鍵と信頼ファイルを作る・替える・一覧する", en: "make, rotate and list keys and the trust file" },
  usage: {
    ja: `keys init --host ホスト [--host …] [--dir /etc/shisa] [--days 365]
shisa keys rotate bot|ホスト [--dir …] [--days 365] [--overlap 24]   （古い鍵は overlap 時間後まで有効）
shisa keys list [--dir …]`,
    en: `keys init --host HOST [--host …] [--dir /etc/shisa] [--days 365]
shisa keys rotate bot|HOST [--dir …] [--days 365] [--overlap 24]   (the old key is believed for so many hours more)
shisa keys list [--dir …]`,
  },
  run: (args, { language }) => {
    const { values, positionals } = readOptions(args, options, language);
    const [act, name] = positionals;
    if (act === "init") return init(values, language);
    if (act === "rotate" && name !== undefined) return rotate(name, values, language);
    if (act === "list") return list(values, language);
    throw new UsageError(
      { ja: "init、rotate、list のどれかを指定してください。", en: "Say init, rotate or list." }[language],
    );
  },
};

async function init(values: Values, language: Language): Promise<ExitCode> {
  const hosts = values.host ?? [];
  if (hosts.length === 0 || !hosts.every((host) => hostSchema.safeParse(host).success))
    throw new UsageError(
      { ja: "--host にホストの短い名前が必要です。", en: "--host needs a host's short name." }[language],
    );
  const { dir } = values;
  const paths = keyPaths(dir);
  await makeKeys({
    dir,
    hosts,
    botOwner: await botOwner(language),
    days: positive(values.days, "--days", language),
  }).catch((cause: unknown) => {
    if (!isExisting(cause)) throw cause;
    const text = {
      ja: `${paths.trust} はもうあります。鍵を替えるには: shisa keys rotate bot --dir ${dir}`,
      en: `${paths.trust} is there already. To change a key: shisa keys rotate bot --dir ${dir}`,
    };
    throw new ToldError(text[language], { cause });
  });
  const lines = [`SHISA_TRUST=${paths.trust}`, `SHISA_BOT_KEYS=${paths.bot}`];
  for (const host of hosts) lines.push(`SHISA_EXECUTOR_KEYS=${paths.executor(host)}   # ${host}`);
  process.stdout.write(`${lines.join("\n")}\n`);
  const next = {
    ja: "各ホストには自分の鍵と信頼ファイルだけを写し、ほかのホストの鍵は置かないでください。",
    en: "Copy to each host only its own key file and the trust file, no other host's keys.",
  };
  process.stdout.write(`${next[language]}\n`);
  return exitCodes.done;
}

async function rotate(name: string, values: Values, language: Language): Promise<ExitCode> {
  const isThere = await rotateKeys({
    dir: values.dir,
    name,
    owner: await botOwner(language),
    days: positive(values.days, "--days", language),
    overlapHours: positive(values.overlap, "--overlap", language),
  });
  if (!isThere) {
    const none = { ja: `${name} の鍵はありません。`, en: `There is no key of ${name}.` };
    throw new ToldError(`${none[language]} (${keyPaths(values.dir).trust})`);
  }
  const next = {
    ja: `${name} の新しい鍵を作りました。信頼ファイルを全ホストに写し、${values.overlap} 時間以内にボットと実行役を再起動してください。`,
    en: `${name} has a new key. Copy the trust file to every host and restart the bot and the executors within ${values.overlap} hours.`,
  };
  process.stdout.write(`${next[language]}\n`);
  return exitCodes.done;
}

async function list({ dir }: Values, language: Language): Promise<ExitCode> {
  const { keys } = await readTrustFile(keyPaths(dir).trust);
  for (const { name, role, sign, notBefore, notAfter } of keys) {
    const isValid = Date.now() >= notBefore && Date.now() <= notAfter;
    const until = new Date(notAfter).toISOString();
    const span = isValid
      ? { ja: `${until} まで`, en: `until ${until}` }
      : { ja: `${until} に終了`, en: `ended ${until}` };
    process.stdout.write(`${isValid ? "✓" : "✗"} ${name} ${role} ${sign.x.slice(0, 8)} ${span[language]}\n`);
  }
  return exitCodes.done;
}

async function botOwner(language: Language): Promise<Owner> {
  const own = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  if (own.uid !== 0) return own;
  const found = await findUser(botUser);
  if (found !== undefined) return found;
  const add = `useradd --system --user-group --no-create-home --shell /usr/sbin/nologin ${botUser}`;
  throw new ToldError(
    { ja: `先にボットのユーザーを作ってください: ${add}`, en: `First make the bot's user: ${add}` }[language],
  );
}

function positive(typed: string, name: string, language: Language): number {
  const number = Number(typed);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UsageError({ ja: `${name} は正の数です。`, en: `${name} is a positive number.` }[language]);
}

const isExisting = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === "EEXIST";
