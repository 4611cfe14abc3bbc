import { expect, test } from "vitest";
import { isAlive, ownProcess, parseStat, readProcess } from "../../lab/processes.ts";

test("a line of /proc/PID/stat is read although the program's name holds blanks and brackets", () => {
  const rest = "S 7 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4711 1 1";
  expect(parseStat(`42 (tmux: (server) x) ${rest}`)).toEqual({
    pid: 42,
    comm: "tmux: (server) x",
    state: "S",
    parent: 7,
    startTime: 4711,
  });
});

test("text that is no stat line gives nothing", () => {
  expect(parseStat("")).toBeUndefined();
  expect(parseStat("42 (cut")).toBeUndefined();
  expect(parseStat("42 (cut) S 7")).toBeUndefined();
});

test("a process is known by pid and start time together", () => {
  const own = ownProcess();
  expect(isAlive(own)).toBe(true);
  expect(isAlive({ ...own, startTime: own.startTime + 1 })).toBe(false);
  expect(readProcess(2 ** 22 + 1)).toBeUndefined();
});
