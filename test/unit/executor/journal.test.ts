import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nextBoot } from "../../../executor/boot.ts";
import { keepSeconds } from "../../../executor/journal/prune.ts";
import type { Claimed, Ended } from "../../../executor/journal/records.ts";
import { openJournal } from "../../../executor/journal.ts";
import { freshId } from "../../support/bot.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(async () => {
  await folder.remove();
});

const path = (): string => join(folder.path, "journal.jsonl");

function claimed(id: string, iat = 1_000): Claimed {
  const person = { name: "alice", uid: 5001 };
  const identity = { platform: "terminal", workspace: "", user: "alice" };
  return {
    t: "claimed",
    id,
    at: iat * 1000,
    iat,
    bot: "key",
    action: "vm.create",
    input: { name: "web" },
    person,
    identity,
  };
}

function ended(id: string, iat = 1_000): Ended {
  const times = { startedAt: iat * 1000, endedAt: iat * 1000 + 5 };
  const result: Ended["result"] = {
    kind: "result",
    grant: id,
    action: "vm.create",
    status: "cancelled",
    steps: [],
    ...times,
  };
  return { t: "ended", id, at: times.endedAt, iat, bot: "key", result };
}

test("what was written is known after opening again: open jobs with plan and steps, ended ones with their result", async () => {
  const [open, done] = [freshId(), freshId()];
  const journal = await openJournal(folder.path);
  await journal.write(claimed(open));
  await journal.write({ t: "planned", id: open, at: 1, roles: ["student"], plan: { uuid: 1 } });
  await journal.write({ t: "step", id: open, at: 2, step: "reserve", state: "doing" });
  await journal.write(claimed(done));
  await journal.write(ended(done));
  await journal.close();
  const again = await openJournal(folder.path);
  expect(again.stateOf(open)).toBe("open");
  expect(again.openEntries()).toMatchObject([{ planned: { plan: { uuid: 1 } } }]);
  expect(again.openEntries()[0]?.steps.get("reserve")).toBe("doing");
  expect(again.openPlans()).toMatchObject([{ grant: open, person: { name: "alice", roles: ["student"] } }]);
  expect(again.openPlans(open)).toEqual([]);
  expect(await again.unanswered()).toEqual([ended(done)]);
  await again.close();
});

test("a torn last line is cut off, and the journal goes on behind the last whole one", async () => {
  const [first, second] = [freshId(), freshId()];
  const journal = await openJournal(folder.path);
  await journal.write(claimed(first));
  await journal.close();
  await appendFile(path(), '{"t":"claimed","id":"g00');
  const again = await openJournal(folder.path);
  await again.write(claimed(second));
  await again.close();
  const last = await openJournal(folder.path);
  expect([first, second].map((id) => last.stateOf(id))).toEqual(["open", "open"]);
  await last.close();
});

test("a damaged line anywhere else is refused", async () => {
  await writeFile(path(), '{"t":"claimed"\n');
  await expect(openJournal(folder.path)).rejects.toThrow("line 1 is damaged");
});

test("pruning keeps what is open, unanswered or young, and remembers up to when it forgot", async () => {
  const [open, answered, unanswered, young] = [freshId(), freshId(), freshId(), freshId()];
  const now = 1_000 + keepSeconds + 10;
  const journal = await openJournal(folder.path);
  await journal.write(claimed(open));
  for (const id of [answered, unanswered]) await journal.write(ended(id));
  await journal.write(ended(young, now - 5));
  await journal.write({ t: "receipted", ids: [answered, young], at: now * 1000 });
  const size = (await readFile(path())).length;
  expect(await journal.prune(now * 1000, 2)).toBe(0);
  expect(await journal.prune(now * 1000, 1)).toBe(1);
  expect((await readFile(path())).length).toBeLessThan(size);
  await journal.write(claimed(freshId()));
  await journal.close();
  const again = await openJournal(folder.path);
  const states = [open, answered, unanswered, young].map((id) => again.stateOf(id));
  expect(states).toEqual(["open", "unknown", "ended", "ended"]);
  expect(again.prunedThrough()).toBe(now - keepSeconds);
  expect(await again.resultOf(unanswered)).toEqual(ended(unanswered));
  expect(again.isAnswered(young)).toBe(true);
  await again.close();
});

test("what is written while the journal is rewritten is known at once, and after opening again", async () => {
  const now = 1_000 + keepSeconds + 10;
  const [old, during] = [freshId(), freshId()];
  const journal = await openJournal(folder.path);
  await journal.write(ended(old));
  await journal.write({ t: "receipted", ids: [old], at: now * 1000 });
  const pruned = journal.prune(now * 1000, 1);
  await Promise.all([journal.write(claimed(during, now)), pruned]);
  expect(journal.stateOf(during)).toBe("open");
  await journal.write(ended(during, now));
  expect(await journal.resultOf(during)).toEqual(ended(during, now));
  await journal.close();
  const again = await openJournal(folder.path);
  expect(again.stateOf(during)).toBe("ended");
  await again.close();
});

test("a restart does not forget up to when people were told that nothing ran, a full disk before it or not", async () => {
  await writeFile(join(folder.path, "told"), "000000001234\n");
  const journal = await openJournal(folder.path);
  expect(journal.prunedThrough()).toBe(1_234);
  await journal.close();
  expect(await readFile(join(folder.path, "told"), "utf8")).toBe("000000000000\n");
  const again = await openJournal(folder.path);
  expect(again.prunedThrough()).toBe(1_234);
  await again.close();
});

test("what is written together is all on the disk, in order", async () => {
  const ids = Array.from({ length: 200 }, freshId);
  const journal = await openJournal(folder.path);
  await Promise.all(ids.map((id) => journal.write(claimed(id))));
  await journal.close();
  const lines = (await readFile(path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
});

test("the boot number rises with every start and is never guessed", async () => {
  expect([await nextBoot(folder.path), await nextBoot(folder.path)]).toEqual([1, 2]);
  for (const damaged of ["many\n", "", "1e3", "-1"]) {
    await writeFile(join(folder.path, "boot"), damaged);
    await expect(nextBoot(folder.path)).rejects.toThrow("no number");
  }
});
