import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seal } from "../../../protocol/envelope.ts";
import { identityText, type LinkableIdentity, readIdentity } from "../../../protocol/identity.ts";
import { type Link, LinkError, linkMaxLength, readLink, signLink } from "../../../protocol/link.ts";
import { base64url, party, signed } from "./parties.ts";

const host = await party("vm1", "executor");
const other = await party("vm2", "executor");
const bot = await party("bot", "bot");
const stranger = await party("vm1", "executor");
const trust = new Map([host, other, bot].map(({ peer }) => [peer.id, peer]));

const said: Omit<Link, "iss"> = {
  iat: Date.now(),
  identity: { platform: "slack", workspace: "T1", user: "U1" },
  person: { name: "e235701", uid: 235_701 },
  by: "adm1",
  how: "administrator",
  bot: bot.own.id,
};
const honest = signLink(said, host.own);
const header = { alg: "EdDSA", typ: "shisa-link", kid: host.own.id };

/** Why a link was not believed; anything but a LinkError fails the test. */
function refusal(text: string, known: Parameters<typeof readLink>[1] = trust): string {
  try {
    readLink(text, known);
  } catch (thrown) {
    if (thrown instanceof LinkError) return thrown.message;
    throw thrown;
  }
  return "it was believed";
}

test("what an executor signed is read, with its signer", () => {
  const { link, signer } = readLink(honest, trust);
  expect(link).toEqual({ iss: host.own.id, ...said });
  expect(signer).toBe(host.peer);
});

describe("not believed:", () => {
  test("an altered text, wherever", () => {
    for (const [at, part] of honest.split(".").entries())
      for (const place of [0, Math.floor(part.length / 2), part.length - 2]) {
        const letter = part[place] === "A" ? "B" : "A";
        const changed = part.slice(0, place) + letter + part.slice(place + 1);
        expect(refusal(honest.split(".").with(at, changed).join("."))).not.toBe("it was believed");
      }
  });

  test("another person under an honest signature", () => {
    const [head, , signature] = honest.split(".");
    const forged = base64url({ iss: host.own.id, ...said, person: { name: "adm1", uid: 30_001 } });
    expect(refusal([head, forged, signature].join("."))).toBe("checking the link's signature failed");
  });

  test("a key that the trust file does not name, or names no more", () => {
    expect(refusal(signLink(said, stranger.own))).toBe("the link's signing key is not known here");
    const without = new Map([...trust].filter(([id]) => id !== host.peer.id));
    expect(refusal(honest, without)).toBe("the link's signing key is not known here");
    expect(refusal(honest, new Map())).toBe("the link's signing key is not known here");
  });

  test("the bot's own key: whoever has the bot cannot say who is who", () => {
    expect(refusal(signLink(said, bot.own))).toBe("the role of the link's signing key is bot");
  });

  test("another executor's name under an own signature", async () => {
    const forged = await signed({ iss: host.own.id, ...said }, { ...header, kid: other.own.id }, other.own.sign);
    expect(refusal(forged)).toBe("the link's issuer is not its signer");
  });

  test("something else that an executor signed, though it reads like a link", async () => {
    for (const typ of ["shisa-report", "JWT", ""]) {
      const report = await signed({ iss: host.own.id, ...said }, { ...header, typ }, host.own.sign);
      expect(refusal(report)).toBe("what was signed is no link");
    }
    const sealedUp = await seal("shisa-report", { iss: host.own.id, ...said }, host.own, bot.peer);
    expect(refusal(sealedUp)).toBe("checking the link's signature failed");
  });

  test("another algorithm, or none", async () => {
    const none = [base64url({ ...header, alg: "none" }), base64url({ iss: host.own.id, ...said }), ""].join(".");
    expect(refusal(none)).toBe("checking the link's signature failed");
    const secret = new TextEncoder().encode("x".repeat(32));
    const symmetric = await signed({ iss: host.own.id, ...said }, { ...header, alg: "HS256" }, secret);
    expect(refusal(symmetric)).toBe("checking the link's signature failed");
  });

  test.each([
    ["before the key was valid", () => host.peer.notBefore - 1],
    ["after the key was valid", () => host.peer.notAfter + 1],
  ])("one signed %s", (_, iat) => {
    expect(refusal(signLink({ ...said, iat: iat() }, host.own))).toBe(
      "the link's signing key was not valid when it signed",
    );
  });

  test("root, a name instead of an id, a platform that is none, a field too many", () => {
    const wrong: readonly object[] = [
      { person: { name: "root", uid: 0 } },
      { identity: { platform: "slack", workspace: "T1", user: "山田" } },
      { identity: { platform: "terminal", workspace: "here", user: "adm1" } },
      { roles: ["admin"] },
      { iat: "now" },
    ];
    for (const more of wrong) {
      const text = signLink({ ...said, ...more }, host.own);
      expect(refusal(text)).toBe("reading the link failed");
    }
  });

  test("what is too large, or is no link at all", () => {
    expect(refusal("x".repeat(linkMaxLength + 1))).toBe("the link is too large");
    for (const text of ["", "a.b.c", "....", "null", "\0"]) expect(refusal(text)).toMatch(/failed$/);
  });
});

describe("an identity", () => {
  const slackId = (first: string) => fc.stringMatching(new RegExp(`^[${first}][A-Z0-9]{1,30}$`));
  const snowflake = fc.stringMatching(/^[0-9]{15,21}$/);
  const anyIdentity: fc.Arbitrary<LinkableIdentity> = fc.oneof(
    fc.record({ platform: fc.constant("slack" as const), workspace: slackId("TE"), user: slackId("UW") }),
    fc.record({ platform: fc.constant("discord" as const), workspace: snowflake, user: snowflake }),
  );

  test("is read as it is written, however wide or small", () => {
    fc.assert(
      fc.property(anyIdentity, (identity) => {
        const text = identityText(identity);
        expect(readIdentity(text)).toEqual(identity);
        expect(readIdentity(` ${text.toLowerCase()} `)).toEqual(identity);
        const wide = Array.from(text, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join("");
        expect(readIdentity(wide)).toEqual(identity);
      }),
    );
  });

  test("has a text that no other has, whatever its parts hold", () => {
    const part = fc.string({ maxLength: 5, unit: fc.constantFrom("a", "/", ":", "%", "日") });
    const any = fc.record({ platform: fc.constantFrom("slack", "discord"), workspace: part, user: part });
    fc.assert(
      fc.property(any, any, (one, two) => {
        expect(identityText(one) === identityText(two)).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
    );
  });

  test.each([
    "",
    "e235701",
    "U1",
    "T1/U1",
    "slack:T1",
    "slack:T1/U1/U2",
    "slack:U1/T1",
    "slack:T1/<@U1>",
    "discord:1/2",
  ])("is not %j", (typed) => {
    expect(readIdentity(typed)).toBeUndefined();
  });
});
