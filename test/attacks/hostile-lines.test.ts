import { chmod, chown, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMark } from "../../executor/libvirt/mark.ts";
import { child, parseXml } from "../../executor/libvirt/xml.ts";
import { formatLine } from "../../handlers/kit/format-line.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { remains } from "../department/guests.ts";
import { setAuthorizedKeys } from "../lab/people.ts";
import { completionsOf } from "./kit/complete.ts";
import { auditOf, journalOf } from "./kit/insider.ts";
import { traced } from "./kit/traced.ts";

// Hostile lines, notes and keys on their real way, from the terminal's socket to the programs that an executor starts;
// strace writes down every program of both sides with all its arguments. Each hostile piece has `hx` in it.

let department: Department;
let bot: Awaited<ReturnType<typeof traced>>;
let executor: Awaited<ReturnType<typeof traced>>;
let key: string;
const note = `研究用 hx ]]> & <b a='1'>"q"</b> <!-- ; $(reboot) \`id\` --config=1 | > /x\\ %s {{a}} : - y # 😀`;
const say = (line: string) => sayTo(department.socket, "e235701", line).final;
const home = () => join(department.lab.dir, "home/e235701/.ssh");
const person = () => {
  const [first] = department.lab.people;
  if (first === undefined) throw new Error("nobody is there");
  return first;
};

beforeAll(async () => {
  department = await startDepartment();
  key = (await readFile(join(home(), "id_ed25519.pub"), "utf8")).split(" ").slice(0, 2).join(" ");
  bot = await traced(department.bot().pid, join(department.folder, "bot.trace"), "execve,fork,vfork");
  executor = await traced(department.executor().pid, join(department.folder, "executor.trace"), "execve");
});
afterAll(() => department?.stop());

const create = (rest: string) => `/vm create tiny ${rest}`;
const lines: readonly string[] = [
  ...[
    "$(touch hx)",
    "`hx`",
    "hx;reboot",
    "hx&&id",
    "hx|id",
    ">hx",
    "../hx",
    "/etc/hx",
    "hx/../..",
    "~hx",
    "hx*",
    "%hx%",
  ],
  ...['"hx web"', "'hx web'", "hx\\ web", "-hx", "--hx", "hx.web", "hx_web", "hx@host", "hx:web", "hx,web", "hx=web"],
  ...[
    "hxは",
    "hx\u202eweb",
    "hx\u0000web",
    "hx\u200dweb",
    "hx\ud800web",
    "hx\u0301",
    "😀hx",
    "h\u2028x",
    "hx\rweb",
    "hx\u0007",
  ],
  ...[
    "__proto__ hx",
    "web --__proto__=hx",
    "web --constructor hx",
    "web --config hx",
    "web --connect=hx",
    "web -- --help hx",
  ],
  ...["web --cpu hx", "web --cpu 1e9hx", "web --memory NaNhx", "web --host hx", "web --host ../hx", "web --host --hx"],
  ...[
    'web --note "hx',
    "web --note=hx\u202e",
    "web --note hx\nx",
    `web --note ${"hx".repeat(150)}`,
    `${"hx".repeat(50_000)}`,
  ],
  ...["web --yes=hx --hx", "web --cpu=1 --cpu=hx"],
].map(create);
const others: readonly string[] = [
  ...[
    "/vm create ../../hx web",
    "/vm create __proto__ hx-web",
    "/vm create tiny;hx web",
    "/vm create --backing=hx web",
  ],
  ...[
    "/vm show hx;hx",
    "/vm show $(hx)",
    '/vm show "hx',
    "/vm delete ../hx --yes",
    "/vm stop --force=hx web",
    "/vm stop -- --hx",
  ],
  ...[
    "/jobs show hx",
    "/jobs cancel 1;hx",
    `/jobs show ${"9".repeat(40)}hx`,
    "/jobs cancel __proto__hx",
    "/vm constructor hx",
  ],
  ...[
    "/__proto__ hx",
    "/hx",
    "hx; rm -rf /",
    "$(hx)",
    "\u0000hx",
    `${" ".repeat(50_000)}hx`,
    "hx".repeat(50_000),
    "/vm\thx\n/vm delete hx",
  ],
  ...[
    "<hx>&amp;</hx>",
    "/vm hx --yes --yes --yes",
    "/me language ../hx",
    "/me language __proto__hx",
    "／ｖｍ　ｓｈｏｗ　ｈｘ；",
  ],
];

test.each(
  [...lines, ...others].map((line) => [JSON.stringify(line).slice(0, 60), line]),
)("%s is answered clearly, is no job, and does not come back as it was when it deceives", async (_, line) => {
  const final = await say(line);
  expect(["usage", "refused"]).toContain(final.status);
  expect(final).not.toHaveProperty("job");
  expect(final.reply.title.length).toBeGreaterThan(0);
  expect(final.reply.title.length).toBeLessThan(400);
  const all = JSON.stringify(final);
  expect(all.length).toBeLessThan(20_000);
  expect(JSON.parse(all).reply.title).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  await completionsOf(department.socket, "e235701", line.slice(0, 50_000));
});

test("after all these lines nothing was asked of any host", async () => {
  expect((await journalOf(department)).map(({ t }) => t)).toEqual([]);
  expect(await remains(department)).toMatchObject({ domains: [], folders: [], reservations: [] });
});

const wrongKeys: readonly [string, (file: string) => Promise<unknown>, string][] = [
  ["a link to /etc/shadow", (file) => symlink("/etc/shadow", file), "keys.unreadable"],
  ["a link to another's private key", (file) => symlink("/home/e235702/.ssh/id_ed25519", file), "keys.unreadable"],
  ["a folder", (file) => mkdir(file), "keys.unreadable"],
  ["a device", (file) => symlink("/dev/zero", file), "keys.unreadable"],
  ["a file of a process", (file) => symlink("/proc/self/environ", file), "keys.none"],
  ["64 kB and one more", (file) => writeFile(file, `${key}\n${"#".repeat(65_536)}`), "keys.too_large"],
  [
    "words that only look like keys",
    (file) => writeFile(file, `ssh-ed25519 AAAAhx\nssh-hx ${key.split(" ")[1]}\n`),
    "keys.none",
  ],
];
test.each(wrongKeys)("%s in the place of a student's keys makes no guest", async (_, put, code) => {
  const file = join(home(), "authorized_keys");
  await rm(file, { force: true, recursive: true });
  await put(file);
  const final = await say("/vm create tiny web --memory 256M --disk 1G");
  expect(final).toMatchObject({ status: "refused", refusal: { code } });
  await rm(file, { force: true, recursive: true });
});

test("a hostile note comes back to the letter, and hostile lines around a key put nothing but the key into the seed", async () => {
  const planted = [
    `command="hx; reboot",environment="HX=hx",no-pty ${key} hx@comment\r\nruncmd: [hx]\r`,
    `${key.replace("ssh-ed25519 ", "ssh-ed25519 hx")}`,
    `${key}"\\n      - "hx`,
    "#cloud-config\nusers:\n  - name: hx\n    sudo: ALL",
    "---\nruncmd:\n  - [touch, /hx]\n...",
    `cert-authority ${key}`,
    "ssh-ed25519 AAAA\u0000hx\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQhx\n\ufeff- hx",
  ];
  await setAuthorizedKeys(department.lab, person(), planted.join("\n"));
  const file = join(home(), "authorized_keys");
  await chown(file, person().uid, person().gid);
  await chmod(file, 0o600);
  const made = await say(formatLine(["vm", "create", "tiny", "web"], { memory: "256M", disk: "1G", note }));
  expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
  expect((await say("/vm show web")).output).toMatchObject({ note });

  const { uuid } = made.output as { uuid: string };
  const virsh = await department.lab.run(["virsh", "-q", "-c", "qemu:///system", "dumpxml", uuid]);
  expect(readMark(child(child(parseXml(virsh.stdout, "it"), "domain"), "metadata"), uuid)).toMatchObject({ note });

  const seed = await readFile(join(department.lab.vm?.disks ?? "", uuid, "seed.iso"), "latin1");
  const text = seed.slice(seed.indexOf("#cloud-config"));
  const data = text.slice(0, text.indexOf("\u0000"));
  expect(data.match(/ssh-\S+ \S+/g)?.map((found) => found.replace(/"$/, ""))).toEqual([key]);
  expect(seed).not.toContain("hx");
});

test("no program of the executor had a hostile piece among its arguments, and the bot started none at all", async () => {
  const programs = await executor.end();
  expect(programs.match(/execve\(/g)?.length).toBeGreaterThan(10);
  expect(programs).toContain("e235701-web");
  expect(programs.split("\n").filter((line) => line.includes("hx"))).toEqual([]);
  expect(await bot.end()).not.toMatch(/execve|fork/);
});

test("no log tells a note, a key, an address, or what was typed; the audits tell neither keys nor addresses", async () => {
  const shown = await say("/vm ip web");
  const { ssh } = shown.output as { ssh: string };
  const address = /@(\S+)$/.exec(ssh)?.[1] ?? "";
  expect(address).toMatch(/^10\./);
  const secrets = JSON.parse(await readFile(join(department.folder, "bot.keys"), "utf8")) as { sign: { d: string } };
  const base64 = key.split(" ")[1] ?? "";
  for (const log of ["bot.log", "executor.log"]) {
    const text = await readFile(join(department.folder, log), "utf8");
    expect(text.length).toBeGreaterThan(0);
    for (const secret of [address, base64, secrets.sign.d, "hx", "研究用"]) expect(text, log).not.toContain(secret);
  }
  const audits = JSON.stringify([await auditOf(department, "bot"), await auditOf(department, "executor")]);
  for (const secret of [address, base64, secrets.sign.d]) expect(audits).not.toContain(secret);
});
