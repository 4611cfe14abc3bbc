import { describe, expect, test } from "vitest";
import { guest, host, inventory, now, people, type } from "./department.ts";

describe("/vm frozen", () => {
  const list = async (known: readonly { name: string; uid: number }[]) => {
    const everybody = known.map((one) => ({ ...one, fullName: "", roles: ["student" as const] }));
    const guests = [guest(), guest({ owner: people.taro, name: "secret", diskGiB: 30 })];
    const views = [host("vm1", guests, { inventory: inventory(guests, { people: everybody }) })];
    const setting = { person: people.admin, hosts: views, absent: { e235702: now - 86_400_000 } };
    const dispatched = await type("/vm frozen", setting);
    if (dispatched.kind !== "final") throw new Error("it became a job");
    return dispatched.output as { frozen: Record<string, unknown>[] };
  };

  test("lists guests whose owner's account is gone, whose it was, and since when", async () => {
    const { frozen } = await list([people.hanako]);
    expect(frozen).toEqual([
      {
        ...{ host: "vm1", name: "secret", hostName: "e235702-secret", uuid: guest().uuid, state: "running" },
        ...{ owner: { name: "e235702", uid: 10_002 }, otherUid: null, diskGiB: 30, since: now - 86_400_000 },
      },
    ]);
  });

  test("lists them where the name is another's now, and no more when the same account is back", async () => {
    expect((await list([people.hanako, { name: "e235702", uid: 777 }])).frozen).toMatchObject([{ otherUid: 777 }]);
    expect((await list([people.hanako, people.taro])).frozen).toEqual([]);
  });

  test("is for administrators", async () => {
    const dispatched = await type("/vm frozen", { person: people.professor });
    expect(dispatched).toMatchObject({ kind: "final", refusal: { code: "role.admin_only" } });
  });
});
