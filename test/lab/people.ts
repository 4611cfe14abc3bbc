import { chmod, chown, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ACCOUNTS, type Account, type AccountFiles, addAccounts, homeOf } from "./accounts.ts";
import { insidePath, mustInside } from "./inside.ts";
import { cachedKeyPair } from "./keys.ts";

export interface LabPerson {
  name: string;
  uid: number;
  gid: number;
  /** Supplementary groups at the start of the lab. */
  groups: string[];
  /** Inside the lab; from outside it is DIR/home/NAME. */
  home: string;
  /** The private ssh key, readable from outside by root. */
  identityFile: string;
}

/** What the functions below need to know of a lab. */
export interface PeopleOfLab {
  dir: string;
  keeperPid: number;
}

/** Makes accounts, groups, homes (0700) and key pairs. The machine's own /etc stays as it is. */
export async function makePeople(lab: PeopleOfLab): Promise<LabPerson[]> {
  await writeAccountFiles(lab.keeperPid);
  await mkdir(join(lab.dir, "keys"), { recursive: true, mode: 0o700 });
  await Promise.all(ACCOUNTS.filter(({ kind }) => kind === "person").map((account) => settle(lab, account)));
  return listPeople(lab.dir);
}

/** The people of a lab as they were made. */
export function listPeople(dir: string): LabPerson[] {
  return ACCOUNTS.filter(({ kind }) => kind === "person").map((account) => ({
    name: account.name,
    uid: account.uid,
    gid: account.gid,
    groups: [...account.groups],
    home: homeOf(account),
    identityFile: identityFile(dir, account),
  }));
}

/** Replaces a person's ~/.ssh/authorized_keys. */
export async function setAuthorizedKeys(lab: PeopleOfLab, person: LabPerson, text: string): Promise<void> {
  const file = join(lab.dir, person.home, ".ssh/authorized_keys");
  await writeFile(file, text, { mode: 0o600 });
  await chown(file, person.uid, person.gid);
}

export async function addToGroup(lab: PeopleOfLab, name: string, group: string): Promise<void> {
  await mustInside(`adding ${name} to ${group}`, lab.keeperPid, ["gpasswd", "--add", name, group]);
}

export async function removeFromGroup(lab: PeopleOfLab, name: string, group: string): Promise<void> {
  await mustInside(`removing ${name} from ${group}`, lab.keeperPid, ["gpasswd", "--delete", name, group]);
}

/** Deletes the account as when a person leaves; the home stays, as it does in a real department. */
export async function deletePerson(lab: PeopleOfLab, name: string): Promise<void> {
  await mustInside(`deleting ${name}`, lab.keeperPid, ["userdel", "--force", name]);
}

async function settle(lab: PeopleOfLab, account: Account): Promise<void> {
  const { uid, gid } = account;
  const pair = await cachedKeyPair(account.name);
  await copyFile(pair.privateKey, identityFile(lab.dir, account));
  await chmod(identityFile(lab.dir, account), 0o600);
  const ssh = join(lab.dir, homeOf(account), ".ssh");
  await mkdir(ssh, { recursive: true, mode: 0o700 });
  await copyFile(pair.privateKey, join(ssh, "id_ed25519"));
  await copyFile(pair.publicKey, join(ssh, "id_ed25519.pub"));
  await copyFile(pair.publicKey, join(ssh, "authorized_keys"));
  for (const file of ["id_ed25519", "id_ed25519.pub", "authorized_keys"]) {
    await chmod(join(ssh, file), 0o600);
    await chown(join(ssh, file), uid, gid);
  }
  for (const folder of [join(lab.dir, homeOf(account)), ssh]) {
    await chmod(folder, 0o700);
    await chown(folder, uid, gid);
  }
}

function identityFile(dir: string, account: Account): string {
  return join(dir, "keys", account.name);
}

async function writeAccountFiles(keeperPid: number): Promise<void> {
  const path = (name: string) => insidePath(keeperPid, `/etc/${name}`);
  const read = async (name: string) => await readFile(path(name), "utf8").catch(() => "");
  const files: AccountFiles = {
    passwd: await read("passwd"),
    group: await read("group"),
    shadow: await read("shadow"),
    gshadow: await read("gshadow"),
  };
  const added = addAccounts(files);
  await writeFile(path("passwd"), added.passwd);
  await writeFile(path("group"), added.group);
  await writeFile(path("shadow"), added.shadow);
  await writeFile(path("gshadow"), added.gshadow);
}
