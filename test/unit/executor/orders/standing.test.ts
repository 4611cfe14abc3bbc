import { describe, expect, test } from "vitest";
import { createStanding } from "../../../../executor/orders/standing.ts";
import { alice, bookScene, day, examOrder, hour, limitsOrder } from "./scene.ts";

async function standingScene(inCourse: readonly string[] = ["alice"]) {
  const scene = await bookScene();
  const book = await scene.open();
  const people = { isMember: async (name: string) => inCourse.includes(name) };
  return { scene, book, standing: createStanding(book, people, "vm1") };
}
const student = { ...alice, roles: ["student"] as const };

describe("what orders say about a person", () => {
  test("own limits begin and end by themselves, however the clock steps", async () => {
    const { scene, book, standing } = await standingScene();
    const [from, until] = [scene.start + hour, scene.start + 3 * hour];
    await book.take([limitsOrder(scene.vm1, { iat: scene.start, from, until }, { guests: 6 })]);
    const steps: [at: number, holds: boolean][] = [
      [scene.start, false],
      [from - 1, false],
      [from, true],
      [until - 1, true],
      [until, false],
      [until + 400 * day, false],
      [from + 1, true],
      [scene.start - day, false],
      [until - 1, true],
    ];
    for (const [at, holds] of steps) {
      scene.to(at);
      expect(standing.ownLimits(alice, scene.now()), `at ${at - scene.start}`).toEqual(
        holds ? { guests: 6 } : undefined,
      );
    }
  });

  test("an exam begins and ends by itself, however the clock steps", async () => {
    const { scene, book, standing } = await standingScene();
    const [from, until] = [scene.start + hour, scene.start + 3 * hour];
    await book.take([examOrder(scene.vm1, { iat: scene.start, from, until })]);
    for (const [at, holds] of [
      [from - 1, false],
      [from, true],
      [until, false],
      [from + 1, true],
      [until + 10 * day, false],
      [until - 1, true],
    ] as const) {
      scene.to(at);
      expect(await standing.exams(student, scene.now())).toEqual(holds ? [{ course: "os", until }] : []);
    }
  });

  test("limits are those of a name and a uid together", async () => {
    const { scene, book, standing } = await standingScene();
    await book.take([limitsOrder(scene.vm1, { iat: scene.start }, { guests: 6 })]);
    expect(standing.ownLimits(alice, scene.now())).toEqual({ guests: 6 });
    expect(standing.ownLimits({ ...alice, uid: 5_999 }, scene.now())).toBeUndefined();
    expect(standing.ownLimits({ ...alice, name: "alicia" }, scene.now())).toBeUndefined();
  });

  test("who is a student sits an exam whatever else they are; teachers in the group do not", async () => {
    const { scene, book, standing } = await standingScene(["alice", "prof"]);
    await book.take([examOrder(scene.vm1, { iat: scene.start }), examOrder(scene.vm1, { iat: scene.start }, "db")]);
    expect(await standing.exams(student, scene.now())).toHaveLength(2);
    expect(await standing.exams({ ...alice, roles: ["student", "admin"] }, scene.now())).toHaveLength(2);
    expect(await standing.exams({ name: "prof", uid: 5003, roles: ["staff"] }, scene.now())).toEqual([]);
    expect(await standing.exams({ name: "bob", uid: 5002, roles: ["student"] }, scene.now())).toEqual([]);
  });

  test("a directory that does not answer during an exam is no answer, and without one is not asked", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    const people = { isMember: () => Promise.reject(new Error("no answer in time")) };
    const standing = createStanding(book, people, "vm1");
    expect(await standing.exams(student, scene.now())).toEqual([]);
    await book.take([examOrder(scene.vm1, { iat: scene.start })]);
    await expect(standing.exams(student, scene.now())).rejects.toThrow("no answer in time");
  });
});
