import { describe, expect, test } from "vitest";
import { guest, host, now, people, type, usualGuests } from "./department.ts";
import { answerTo, jobOf } from "./typed.ts";

describe("a refusal", () => {
  test.each([
    ["/vm create tniy new", "template.unknown", "/vm create tiny new"],
    ["/vm create tiny web", "guest.exists", "/vm create tiny web2"],
    ["/vm create tiny new --disk 50G --note 'a b'", "limit.disk", '/vm create tiny new --note "a b"'],
    ["/vm create tiny new --cpu 4 --host vm1", "limit.cpus", "/vm create tiny new --cpu 3 --host vm1"],
    ["/vm create tiny new --memory 8G", "limit.memory", "/vm create tiny new --memory 7G"],
    ["/vm create ubuntu-22 new --disk 2G", "disk.below_template", "/vm create ubuntu-22 new --disk 4G"],
    ["/vm show wbe", "guest.unknown", "/vm show web"],
    ["/vm start db --host vn1", "host.unknown", "/vm start db --host vm1"],
  ])("of %s is %s and offers %s", async (line, code, passing) => {
    const { status, refusal, reply } = await answerTo(line);
    expect([status, refusal?.code]).toEqual(["refused", code]);
    expect(reply.code).toBe(passing);
    expect(reply.buttons?.[0]?.line).toBe(passing);
    expect((await type(passing)).kind).toBe("job");
  });

  test("says where a name of one's own is on two hosts, and offers one of them", async () => {
    const hosts = [host("vm1", [guest()]), host("vm2", [guest()])];
    const { refusal, reply } = await answerTo("/vm show web", { hosts });
    expect(refusal).toMatchObject({ code: "guest.ambiguous", numbers: { hosts: "vm1, vm2" } });
    expect((await jobOf(reply.code ?? "", { hosts })).host).toBe("vm1");
    expect((await jobOf("/vm show web --host vm2", { hosts })).host).toBe("vm2");
  });

  test("never differs for another's guest and nobody's, nor does anything else that is shown", async () => {
    const ofTaro = await answerTo("/vm show secret");
    const ofNobody = await answerTo("/vm show nothere");
    expect(JSON.stringify(ofTaro).replaceAll("secret", "X")).toBe(JSON.stringify(ofNobody).replaceAll("nothere", "X"));
    expect(JSON.stringify(await answerTo("/vm show secre"))).not.toContain("secret");
    for (const line of ["/vm list", "/vm templates", "/me", "/jobs", "/help"]) {
      const without = usualGuests.filter(({ owner }) => owner.name === people.hanako.name);
      const alone = await answerTo(line, { hosts: [host("vm1", without)] });
      expect(await answerTo(line)).toEqual(alone);
    }
  });

  test("says since when no host is heard", async () => {
    expect((await answerTo("/ping", { hosts: [] })).refusal).toMatchObject({ code: "host.none", numbers: {} });
    const silent = [host("vm1", usualGuests, { silent: true, heardAt: now - 600_000 })];
    for (const line of ["/ping", "/vm create tiny new", "/vm start db", "/vm delete web --yes"])
      expect((await answerTo(line, { hosts: silent })).refusal).toEqual({
        code: "host.silent",
        numbers: { host: "vm1", since: now - 600_000 },
      });
  });

  test("tells somebody without a role nothing but that", async () => {
    for (const line of ["/vm list", "/vm create tiny web", "/vm show web", "/help", "/me", "/ping", "/jobs cancel 1"])
      expect((await answerTo(line, { person: people.nobody })).refusal?.code).toBe("person.unknown");
  });

  test("of a name in kanji is no usage error", async () => {
    const { status, refusal } = await answerTo("/vm create tiny 研究");
    expect([status, refusal?.code]).toEqual(["refused", "name.invalid"]);
    expect((await answerTo("/vm create tiny")).status).toBe("usage");
  });

  test("is private, as is everything with an address", async () => {
    for (const line of ["/vm list", "/vm show secret", "/vm bogus", "/me", "/jobs"])
      expect((await answerTo(line)).reply.privacy).toBe("private");
  });
});
