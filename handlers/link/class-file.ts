import { identityText, type LinkableIdentity, linkableSchema, readIdentity } from "../../protocol/identity.ts";
import { accountSchema } from "../../protocol/names.ts";
import { type CsvRow, readCsv } from "./csv.ts";

/** Whom a file names, and what is wrong with which of its lines. */
export interface ClassFile {
  readonly people: readonly { readonly line: number; readonly identity: LinkableIdentity; readonly account: string }[];
  readonly wrong: readonly { readonly line: number; readonly why: Wrong }[];
}
export type Wrong = "columns" | "identity" | "account" | "domain" | "twice";

/** How a list of a workspace's members is read: their accounts are what stands before the department's domain. */
export interface Members {
  readonly workspace: string;
  readonly domain: string;
}

const headings = {
  account: ["account", "unix", "login", "アカウント", "unixアカウント", "学籍番号"],
  identity: ["identity", "id", "chat", "チャットのid", "チャットでのid"],
  user: ["userid", "user_id", "member id", "memberid", "メンバーid"],
  email: ["email", "mail", "e-mail", "メール", "メールアドレス"],
} as const;
type Columns = Readonly<Partial<Record<keyof typeof headings, number>>>;

/**
 * Reads who is to be linked to what: columns for account and chat identity, in any order, with or without a heading; or,
 * with `members`, what Slack exports of a workspace's members (userid and email).
 */
export function readClass(text: string, members: Members | undefined): ClassFile {
  const rows = readCsv(text);
  const [first, ...rest] = rows;
  if (first === undefined) return { people: [], wrong: [] };
  const named = columnsOf(first);
  const columns = Object.keys(named).length >= 2 ? named : { account: 0, identity: 1 };
  const people: ClassFile["people"][number][] = [];
  const wrong: ClassFile["wrong"][number][] = [];
  const seen = new Set<string>();
  for (const row of columns === named ? rest : rows) {
    const read = members === undefined ? pairIn(row, columns) : memberIn(row, columns, members);
    const twice = typeof read === "object" && seen.has(identityText(read.identity));
    if (typeof read === "string" || twice)
      wrong.push({ line: row.line, why: typeof read === "string" ? read : "twice" });
    else {
      seen.add(identityText(read.identity));
      people.push({ line: row.line, ...read });
    }
  }
  return { people, wrong };
}

function columnsOf({ fields }: CsvRow): Columns {
  const names = fields.map((field) => field.normalize("NFKC").trim().toLowerCase());
  const found = Object.entries(headings).flatMap(([key, words]) => {
    const at = names.findIndex((name) => new Set<string>(words).has(name));
    return at < 0 ? [] : [[key, at] as const];
  });
  return Object.fromEntries(found);
}

type Pair = Pick<ClassFile["people"][number], "identity" | "account">;

/** Whichever of the two fields is an identity is taken for it. */
function pairIn({ fields }: CsvRow, columns: Columns): Pair | Wrong {
  const [one = "", other = ""] = [fields[columns.account ?? 0], fields[columns.identity ?? 1]];
  if (one === "" || other === "") return "columns";
  const [account, identity] = readIdentity(one) === undefined ? [one, readIdentity(other)] : [other, readIdentity(one)];
  if (identity === undefined) return "identity";
  const read = accountIn(account);
  return read === undefined ? "account" : { identity, account: read };
}

function memberIn({ fields }: CsvRow, columns: Columns, { workspace, domain }: Members): Pair | Wrong {
  const [user = "", email = ""] = [fields[columns.user ?? -1], fields[columns.email ?? -1]];
  if (user === "" || email === "") return "columns";
  const identity = linkableSchema.safeParse({ platform: "slack", workspace, user: user.toUpperCase() });
  if (!identity.success) return "identity";
  const at = email.lastIndexOf("@");
  if (email.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return "domain";
  const account = accountIn(email.slice(0, at).toLowerCase());
  return account === undefined ? "account" : { identity: identity.data, account };
}

const accountIn = (typed: string): string | undefined => accountSchema.safeParse(typed.normalize("NFKC").trim()).data;
