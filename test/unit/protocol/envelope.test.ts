import { CompactEncrypt, compactDecrypt, compactVerify, FlattenedEncrypt, UnsecuredJWT } from "jose";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EnvelopeError, envelopeMaxLength, open, seal } from "../../../protocol/envelope.ts";
import { base64url, expectation, message, messageSchema, party, sealed, signed } from "./parties.ts";

const bot = await party("bot", "bot");
const host = await party("vm1", "executor");
const other = await party("vm2", "executor");
const stranger = await party("stranger", "bot");
const expected = expectation([bot.peer, host.peer, other.peer]);
const honest = await seal("shisa-grant", message(bot, host), bot.own, host.peer);
const header = { alg: "EdDSA", typ: "shisa-grant", kid: bot.own.id };

/** Opens as the executor and gives the words of the refusal; anything but an EnvelopeError fails the test. */
async function refusal(text: string, expect_ = expected, reader = host): Promise<string> {
  const thrown: unknown = await open(text, reader.own, expect_).then(
    () => "it was opened",
    (error: unknown) => error,
  );
  if (!(thrown instanceof EnvelopeError)) throw new Error("no EnvelopeError", { cause: thrown });
  return thrown.message;
}

test("what was sealed is opened by its reader, who learns the signer", async () => {
  const { message: read, peer } = await open(honest, host.own, expected);
  expect(read).toEqual(message(bot, host));
  expect(peer.name).toBe("bot");
});

test("another implementation of the standards opens it too", async () => {
  const { plaintext, protectedHeader } = await compactDecrypt(honest, host.own.open);
  expect(protectedHeader).toMatchObject({ alg: "ECDH-ES", enc: "A256GCM", typ: "shisa-grant" });
  const read = await compactVerify(plaintext, bot.peer.verify);
  expect(read.protectedHeader).toEqual(header);
  expect(JSON.parse(new TextDecoder().decode(read.payload))).toEqual(message(bot, host));
});

test("each is sealed with a nonce of its own, and after a minute with another key pair", async () => {
  const sealOne = async () => (await seal("shisa-grant", message(bot, host), bot.own, host.peer)).split(".");
  const [first, again] = [await sealOne(), await sealOne()];
  for (const at of [2, 3, 4]) expect(again[at]).not.toBe(first[at]);
  const inAMinute = performance.now() + 60_001;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => inAMinute);
  onTestFinished(() => clock.mockRestore());
  const later = await sealOne();
  expect(later[0]).not.toBe(first[0]);
  expect((await sealOne())[0]).toBe(later[0]);
});

test("to each reader with a key pair of its own", async () => {
  const [head] = (await seal("shisa-grant", message(bot, other), bot.own, other.peer)).split(".");
  expect(head).not.toBe(honest.split(".")[0]);
});

test("any text survives, and nothing of it can be read on the way", async () => {
  for (const text of ["", "日本語 \u202e \0 \n", "x".repeat(300_000)]) {
    const envelope = await seal("shisa-grant", message(bot, host, text), bot.own, host.peer);
    expect((await open(envelope, host.own, expected)).message.text).toBe(text);
    expect(text === "" || envelope.includes(base64url(text).slice(0, 12))).toBe(text === "");
  }
});

describe("refused as altered:", () => {
  const parts = ["header", "encrypted key", "initialisation vector", "ciphertext", "tag"];
  test.each(parts.map((name, at) => [name, at] as const))("the %s", async (_, at) => {
    const split = honest.split(".");
    const part = split[at] ?? "";
    for (const place of [0, Math.floor(part.length / 2), part.length - 2]) {
      const letter = part[place] === "A" ? "B" : "A";
      const changed = part === "" ? "AAAA" : part.slice(0, place) + letter + part.slice(place + 1);
      expect(await refusal(split.with(at, changed).join("."))).toMatch(/^unsealing failed/);
    }
    expect(await refusal(split.toSpliced(at, 1).join("."))).toMatch(/^unsealing failed/);
  });

  test("the payload inside", async () => {
    const [head, , signature] = (await signed(message(bot, host), header, bot.own.sign)).split(".");
    const forged = [head, base64url(message(bot, host, "forged")), signature].join(".");
    expect(await refusal(await sealed(forged, host.peer))).toMatch(/^checking the signature failed/);
  });

  test("the signature inside", async () => {
    const [head, body, signature = ""] = (await signed(message(bot, host), header, bot.own.sign)).split(".");
    const forged = [head, body, signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`];
    expect(await refusal(await sealed(forged.join("."), host.peer))).toMatch(/^checking the signature failed/);
    expect(await refusal(await sealed(`${head}.${body}.`, host.peer))).toMatch(/^checking the signature failed/);
  });
});

describe("refused because of the key:", () => {
  test("sealed to another host", async () => {
    const envelope = await seal("shisa-grant", message(bot, host), bot.own, other.peer);
    expect(await refusal(envelope)).toMatch(/^unsealing failed/);
  });

  test("signed by somebody who is not in the trust file", async () => {
    const envelope = await seal("shisa-grant", message(stranger, host), stranger.own, host.peer);
    expect(await refusal(envelope)).toBe("the signing key is not known here");
  });

  test("signed by a stranger in the bot's name", async () => {
    const forged = await signed(message(bot, host), header, stranger.own.sign);
    expect(await refusal(await sealed(forged, host.peer))).toMatch(/^checking the signature failed/);
  });

  test("signed with a key id that every object has, or none", async () => {
    for (const kid of ["__proto__", "constructor", ""]) {
      const forged = await signed(message(bot, host), { ...header, kid }, stranger.own.sign);
      expect(await refusal(await sealed(forged, host.peer))).toBe("the signing key is not known here");
    }
    const nameless = await signed(message(bot, host), { alg: "EdDSA", typ: "shisa-grant" }, bot.own.sign);
    expect(await refusal(await sealed(nameless, host.peer))).toBe("the signing key is not known here");
  });

  test("signed by another executor where the bot should speak", async () => {
    const envelope = await seal("shisa-grant", message(other, host), other.own, host.peer);
    expect(await refusal(envelope)).toBe("the signing key's role is executor");
  });

  test("a key whose time is over, or has not come", async () => {
    const { notBefore, notAfter } = bot.peer;
    expect(await refusal(honest, { ...expected, now: notAfter + 1 })).toBe("the signing key is not valid now");
    expect(await refusal(honest, { ...expected, now: notBefore - 1 })).toBe("the signing key is not valid now");
    expect(await refusal(honest, { ...expected, now: Number.NaN })).toBe("the signing key is not valid now");
    await expect(open(honest, host.own, { ...expected, now: notAfter })).resolves.toBeDefined();
  });
});

describe("refused because of what it says:", () => {
  test("another type of message", async () => {
    for (const type of ["shisa-receipt", "shisa-report"] as const) {
      const envelope = await seal(type, message(bot, host), bot.own, host.peer);
      expect(await refusal(envelope)).toBe("the envelope is no shisa-grant");
    }
  });

  test("addressed to another host, sealed to this one", async () => {
    const envelope = await seal("shisa-grant", message(bot, other), bot.own, host.peer);
    expect(await refusal(envelope)).toBe("the message is addressed to another");
  });

  test("a known signer who writes in another's name", async () => {
    const envelope = await seal("shisa-grant", message(stranger, host), bot.own, host.peer);
    expect(await refusal(envelope)).toBe("the issuer is not the signer");
  });

  test("another shape, no JSON, and nothing", async () => {
    for (const payload of [{ ...message(bot, host), more: 1 }, { text: "x" }, null, "{", ""]) {
      const forged = await signed(payload, header, bot.own.sign);
      expect(await refusal(await sealed(forged, host.peer))).toMatch(/^reading the message failed/);
    }
  });

  test("a shape without issuer or reader, though the schema would take it", async () => {
    const loose = { ...expected, schema: messageSchema.partial() as unknown as typeof messageSchema };
    const forged = await signed({ text: "x" }, header, bot.own.sign);
    expect(await refusal(await sealed(forged, host.peer), loose)).toBe("the issuer is not the signer");
  });
});

describe("refused because of the algorithm:", () => {
  test("no signature at all", async () => {
    const jwt = new UnsecuredJWT(message(bot, host)).encode();
    expect(await refusal(await sealed(jwt, host.peer))).toMatch(/^checking the signature failed/);
    const none = `${base64url({ ...header, alg: "none" })}.${base64url(message(bot, host))}.`;
    expect(await refusal(await sealed(none, host.peer))).toMatch(/^checking the signature failed/);
  });

  test("a shared secret made of the bot's public key", async () => {
    const { kid } = header;
    const secret = new TextEncoder().encode(kid.padEnd(32, "="));
    const forged = await signed(message(bot, host), { ...header, alg: "HS256" }, secret);
    expect(await refusal(await sealed(forged, host.peer))).toMatch(/^checking the signature failed/);
  });

  test("the right key under another name for its algorithm", async () => {
    const head = base64url({ ...header, alg: "Ed25519" });
    const [, body, signature] = (await signed(message(bot, host), header, bot.own.sign)).split(".");
    expect(await refusal(await sealed(`${head}.${body}.${signature}`, host.peer))).toMatch(/^checking the signature/);
  });

  test("sealed in another way that the key would open", async () => {
    const inner = await signed(message(bot, host), header, bot.own.sign);
    for (const way of [
      { alg: "ECDH-ES+A256KW", enc: "A256GCM" },
      { alg: "ECDH-ES", enc: "A128GCM" },
      { alg: "ECDH-ES", enc: "A256CBC-HS512" },
    ])
      expect(await refusal(await sealed(inner, host.peer, way))).toMatch(/^unsealing failed/);
  });

  test("sealed with a secret of the sender's own, directly or by password", async () => {
    const inner = new TextEncoder().encode(await signed(message(bot, host), header, bot.own.sign));
    const direct = new CompactEncrypt(inner).setProtectedHeader({ alg: "dir", enc: "A256GCM" });
    expect(await refusal(await direct.encrypt(new Uint8Array(32)))).toMatch(/^unsealing failed/);
    const password = new CompactEncrypt(inner).setProtectedHeader({ alg: "PBES2-HS256+A128KW", enc: "A256GCM" });
    expect(await refusal(await password.encrypt(new Uint8Array(32)))).toMatch(/^unsealing failed/);
  });
});

describe("refused because of tricks in the header:", () => {
  test("a compressed message, however small it is", async () => {
    const inner = await signed(message(bot, host), header, bot.own.sign);
    const zipped = await sealed(inner, host.peer, { alg: "ECDH-ES", enc: "A256GCM", zip: "DEF" });
    expect(await refusal(zipped)).toMatch(/^unsealing failed/);
  });

  test("a compressed message that unpacks to a hundred times its size", async () => {
    const bomb = await sealed("A".repeat(20_000_000), host.peer, { alg: "ECDH-ES", enc: "A256GCM", zip: "DEF" });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal(bomb)).toMatch(/^unsealing failed/);
  });

  test("an extension that must be understood and is not", async () => {
    const body = base64url(message(bot, host));
    const [, , signature] = (await signed(message(bot, host), header, bot.own.sign)).split(".");
    const critical = base64url({ ...header, crit: ["exp"], exp: 0 });
    expect(await refusal(await sealed(`${critical}.${body}.${signature}`, host.peer))).toMatch(/^checking the sig/);
    const outer = new FlattenedEncrypt(new TextEncoder().encode("x")).setProtectedHeader({
      alg: "ECDH-ES",
      enc: "A256GCM",
      crit: ["trick"],
      trick: true,
    });
    const made = await outer.encrypt(host.peer.seal, { crit: { trick: true } });
    const compact = [made.protected, made.encrypted_key ?? "", made.iv, made.ciphertext, made.tag].join(".");
    expect(await refusal(compact)).toMatch(/^unsealing failed/);
  });

  test("a key that the message itself brings", async () => {
    const jwk = { kty: "OKP", crv: "Ed25519", x: "A".repeat(43) };
    const forged = await signed(message(bot, host), { ...header, jwk }, stranger.own.sign);
    expect(await refusal(await sealed(forged, host.peer))).toMatch(/^checking the signature failed/);
  });
});

describe("refused at once:", () => {
  test("what is larger than anything that travels", async () => {
    expect(await refusal("A".repeat(envelopeMaxLength + 1))).toBe("the envelope is too large");
  });

  test("garbage", async () => {
    const signedOnly = await signed(message(bot, host), header, bot.own.sign);
    for (const text of ["", ".", "....", "a.b.c.d.e", "\0", "日本", "{}", signedOnly, `${honest}.x`, ` ${honest}`])
      expect(await refusal(text)).toMatch(/^unsealing failed/);
  });

  test("what is no text at all", async () => {
    for (const odd of [undefined, null, 7, {}, { length: 3 }, []] as unknown[])
      expect(await refusal(odd as string)).toBe("the envelope is no text");
  });
});
