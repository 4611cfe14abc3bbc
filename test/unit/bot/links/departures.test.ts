import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDepartures, lookEveryMs } from "../../../../bot/links/departures.ts";
import { openRemovals, type Removals } from "../../../../bot/links/removals.ts";
import { openPeople } from "../../../../bot/people/links.ts";
import type { People } from "../../../../bot/people/people.ts";
import { openStore, type Store } from "../../../../bot/store/database.ts";
import type { HostView } from "../../../../handlers/kit/ports.ts";
import { identityText, type LinkableIdentity } from "../../../../protocol/identity.ts";
import { signLink } from "../../../../protocol/link.ts";
import type { Inventory } from "../../../../protocol/messages.ts";
import { party } from "../../protocol/parties.ts";

const host = await party("vm1", "executor");
const bot = await party("bot", "bot");
const identity: LinkableIdentity = { platform: "slack", workspace: "T1", user: "U1" };
const hanako = { name: "e235701", uid: 235_701 };
const taro = { name: "e235702", uid: 235_702 };
const hours = 60;

let folder: string;
let store: Store;
let removals: Removals;
let people: People;
let views: HostView[];
let audited: string[];
let risen: number;
let look: () => Promise<void>;

const view = (name: string, there: readonly { name: string; uid: number }[], silent = false): HostView => ({
  host: name,
  heardAt: 0,
  silent,
  inventory: { people: there.map((one) => ({ ...one, fullName: "", roles: ["student"] })) } as unknown as Inventory,
});
/** The bot's start: what it knows is what is on the disk. */
const start = (): void => {
  store?.close();
  store = openStore(join(folder, "state"));
  const directory = { hosts: () => views };
  removals = openRemovals(store, directory);
  const trust = new Map([host, bot].map(({ peer }) => [peer.id, peer]));
  people = openPeople(store, trust, Date.now, removals);
  look = createDepartures({
    ...{ people, removals, directory, store, now: Date.now, rising: () => risen },
    audit: { record: ({ event, why }) => audited.push(typeof why === "string" ? `${event} ${why}` : event) },
  });
};
const minutes = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) {
    risen += lookEveryMs;
    await look();
  }
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shisa-departures-"));
  [views, audited, risen] = [[view("vm1", [hanako, taro]), view("vm2", [hanako, taro])], [], 0];
  start();
  const said = {
    iat: Date.now(),
    identity,
    person: hanako,
    by: "adm1",
    how: "administrator",
    bot: bot.own.id,
  } as const;
  await people.take(signLink(said, host.own));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

test("a link ends for good once its account was gone from every host for a day, also over a restart", async () => {
  views = [view("vm1", [taro]), view("vm2", [taro])];
  await minutes(12 * hours);
  start();
  await minutes(12 * hours - 2);
  expect(people.find(identity)).toBeDefined();
  await minutes(2);
  expect(people.find(identity)).toBeUndefined();
  expect(removals.until(identityText(identity))).toBeGreaterThan(0);
  expect(audited).toEqual(["link.ended account.gone"]);
  views = [view("vm1", [hanako, taro]), view("vm2", [hanako, taro])];
  start();
  await minutes(1);
  expect(people.find(identity)).toBeUndefined();
});

test("an account that comes back in time keeps its link, and its absence begins anew", async () => {
  views = [view("vm1", [taro]), view("vm2", [taro])];
  await minutes(23 * hours);
  views = [view("vm1", [taro]), view("vm2", [hanako, taro])];
  await minutes(1);
  views = [view("vm1", [taro]), view("vm2", [taro])];
  await minutes(23 * hours);
  expect(people.find(identity)).toBeDefined();
});

test("the same name with another uid is another account, whose link this is not", async () => {
  const other = { ...hanako, uid: 1 };
  views = [view("vm1", [other]), view("vm2", [other])];
  await minutes(24 * hours);
  expect(people.find(identity)).toBeUndefined();
});

test.each<[string, () => HostView[]]>([
  ["no host was heard", () => []],
  ["a host is silent", () => [view("vm1", [taro]), view("vm2", [taro], true)]],
  ["a host's directory is away", () => [view("vm1", [taro]), view("vm2", [])]],
])("nothing ends while %s", async (_, seen) => {
  views = seen();
  await minutes(48 * hours);
  expect(people.find(identity)).toBeDefined();
});

test("a bot that stood still for a week has not watched for a day", async () => {
  views = [view("vm1", [taro]), view("vm2", [taro])];
  risen += 7 * 24 * 3_600_000;
  await look();
  expect(people.find(identity)).toBeDefined();
});
