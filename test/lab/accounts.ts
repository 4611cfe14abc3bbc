/** One real Unix account of the lab. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
  /** Beside the primary group, which bears the account's own name. */
  groups: readonly string[];
  /** A person has a home and a key pair, a service has neither. */
  kind: "person" | "service";
}

const person = (name: string, uid: number, group: string): Account => ({
  name,
  uid,
  gid: uid,
  groups: [group],
  kind: "person",
});

/** Everyone in the department, plus the bot's own account. */
export const ACCOUNTS: readonly Account[] = [
  person("e235701", 235701, "students"),
  person("e235702", 235702, "students"),
  person("e235703", 235703, "students"),
  person("prof1", 9001, "staff"),
  person("adm1", 9101, "shisa-admin"),
  person("adm2", 9102, "shisa-admin"),
  { name: "shisa-bot", uid: 9201, gid: 9201, groups: [], kind: "service" },
  // libvirtd does not start without this account.
  { name: "libvirt-qemu", uid: 64055, gid: 64055, groups: ["kvm"], kind: "service" },
];

const GROUPS: readonly { name: string; gid: number }[] = [
  { name: "students", gid: 9500 },
  { name: "staff", gid: 50 },
  { name: "shisa-admin", gid: 9600 },
  { name: "kvm", gid: 9701 },
  { name: "libvirt", gid: 9702 },
];

/** The files of getent(1)'s "files" service, see passwd(5), group(5), shadow(5), gshadow(5). */
export interface AccountFiles {
  passwd: string;
  group: string;
  shadow: string;
  gshadow: string;
}

export function homeOf(account: Pick<Account, "name" | "kind">): string {
  return account.kind === "person" ? `/home/${account.name}` : "/nonexistent";
}

/** Adds the lab's accounts and groups to the machine's files; the machine's own of the same name give way. */
export function addAccounts(files: AccountFiles): AccountFiles {
  const groups = [
    ...GROUPS.map(({ name, gid }) => ({ name, gid, members: ACCOUNTS.filter((who) => who.groups.includes(name)) })),
    ...ACCOUNTS.map(({ name, gid }) => ({ name, gid, members: [] })),
  ];
  const users = new Set(ACCOUNTS.map(({ name }) => name));
  const groupNames = new Set(groups.map(({ name }) => name));
  const names = (members: readonly Account[]) => members.map(({ name }) => name).join(",");
  const shell = (account: Account) => (account.kind === "person" ? "/bin/bash" : "/usr/sbin/nologin");
  return {
    passwd: extend(
      files.passwd,
      users,
      ACCOUNTS.map((who) => `${who.name}:x:${who.uid}:${who.gid}:${who.name}:${homeOf(who)}:${shell(who)}`),
    ),
    shadow: extend(
      files.shadow,
      users,
      ACCOUNTS.map(({ name }) => `${name}:*:19700:0:99999:7:::`),
    ),
    group: extend(
      files.group,
      groupNames,
      groups.map(({ name, gid, members }) => `${name}:x:${gid}:${names(members)}`),
    ),
    gshadow: extend(
      files.gshadow,
      groupNames,
      groups.map(({ name, members }) => `${name}:!::${names(members)}`),
    ),
  };
}

function extend(text: string, replaced: ReadonlySet<string>, added: readonly string[]): string {
  const kept = text.split("\n").filter((line) => line !== "" && !replaced.has(line.split(":")[0] ?? ""));
  return `${[...kept, ...added].join("\n")}\n`;
}
