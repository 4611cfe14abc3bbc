import { describe, expect, test } from "vitest";
import { complete } from "../../../handlers/kit/complete.ts";
import type { FileValue } from "../../../handlers/kit/definition.ts";
import { dispatch } from "../../../handlers/kit/dispatch.ts";
import { formFor } from "../../../handlers/kit/form.ts";
import { lineOfForm, problemsOfForm } from "../../../handlers/kit/form-filled.ts";
import { readKeyText } from "../../../handlers/me/key-text.ts";
import { commands } from "../../../handlers/registry.ts";
import { ecdsaLine, ed25519Line, lineOf, rsaLine, securityKeyLine } from "../executor-vm/keyring.ts";
import { contextFor, host, job, now, type Setting } from "./department.ts";
import { answerTo, jobOf } from "./typed.ts";

const key = ed25519Line();
const add = (text: string, setting: Setting = {}) => jobOf(`/me key add ${text}`, setting);
const refusalOf = async (line: string, setting: Setting = {}) => (await answerTo(line, setting)).refusal;
const file = (content: string | Uint8Array): FileValue => ({
  name: "id.pub",
  content: typeof content === "string" ? new TextEncoder().encode(content) : content,
});
const attach = (content: string | Uint8Array, line = "/me key add") =>
  dispatch({ line, confirmed: false, files: { file: file(content) } }, contextFor(), commands);

describe("/me key add", () => {
  test.each([
    ["Ed25519", key],
    ["RSA of 3072 bits", rsaLine(3072)],
    ["ECDSA", ecdsaLine(256)],
    ["a security key's", securityKeyLine()],
  ])("takes a key as it is pasted: %s", async (_, line) => {
    expect(await add(`${line} me@phone`)).toEqual({
      host: "vm1",
      action: "key.add",
      input: { keys: [{ key: line, comment: "me@phone" }] },
    });
  });

  test("keeps what its owner calls it, clean and not too long", async () => {
    expect(await add(`${key} 研究室の　ノートPC it's "mine" --yes`)).toMatchObject({
      input: { keys: [{ comment: `研究室の ノートPC it's "mine" --yes` }] },
    });
    expect(await add(key)).toMatchObject({ input: { keys: [{ comment: "" }] } });
    const read = readKeyText(`${key} a\u200db\u202ec ${"x".repeat(300)}`);
    expect(read.ok && read.value[0]?.comment).toBe(`abc ${"x".repeat(96)}`);
  });

  test.each([
    ["key.invalid", "id_ed25519.pub"],
    ["key.invalid", "hello there"],
    ["key.damaged", key.slice(0, -6)],
    ["key.damaged", `ssh-rsa ${key.split(" ")[1]}`],
    ["key.rsa_short", rsaLine(2048)],
    ["key.rsa_short", rsaLine(1024)],
    ["key.certificate", `ssh-ed25519-cert-v01@openssh.com ${key.split(" ")[1]}`],
    ["key.old", lineOf("ssh-dss", "ssh-dss", "p")],
    ["key.options", `no-pty ${key}`],
    ["key.options", `command="id" ${key}`],
    ["key.options", `cert-authority ${key}`],
    ["line.one_missing", ""],
    ["value.characters", `${key} a\u202eb`],
  ])("refuses with %s: %s", async (code, text) => {
    expect(await refusalOf(`/me key add ${text}`)).toMatchObject({ code });
  });

  test("takes a file of several keys, one a line, each once", async () => {
    const other = ecdsaLine(384);
    const content = `\ufeff# mine\r\n${key} laptop\r\n\r\n${other}\r\n${key} again\r\n`;
    const keys = [
      { key, comment: "laptop" },
      { key: other, comment: "" },
    ];
    expect(await attach(content)).toMatchObject({ kind: "job", input: { keys } });
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${key} 公開\r\n`, "utf16le"));
    expect(await attach(utf16)).toMatchObject({ kind: "job", input: { keys: [{ key, comment: "公開" }] } });
    expect(await attach(other, `/me key add ${key}`)).toMatchObject({
      input: { keys: [{ key }, { key: other }] },
    });
  });

  test("refuses a file that is too large, holds too many, or something else among them", async () => {
    expect(await attach(`#${"x".repeat(16 * 1024)}`)).toMatchObject({ refusal: { code: "file.too_large" } });
    const many = Array.from({ length: 11 }, ed25519Line).join("\n");
    expect(await attach(many)).toMatchObject({ refusal: { code: "limit.keys" } });
    expect(await attach(`${key}\nhello`)).toMatchObject({ refusal: { code: "key.invalid" } });
    expect(await attach(new Uint8Array([0, 1, 255, 254]))).toMatchObject({ refusal: { code: "key.invalid" } });
    expect(await attach("")).toMatchObject({ refusal: { code: "key.invalid" } });
  });

  test("is a form with two fields, of which one is needed", () => {
    const context = contextFor();
    const form = formFor("/me key add", context, commands);
    expect(form?.fields.map(({ name, kind, required, problem }) => [name, kind, required, problem])).toEqual([
      ["key", "text", false, undefined],
      ["file", "file", false, undefined],
    ]);
    expect(formFor("/me key add", context, commands, ["file"])).toBeUndefined();
    expect(problemsOfForm("me key add", {}, context, commands, [])).toHaveProperty("key");
    expect(problemsOfForm("me key add", {}, context, commands, ["file"])).toEqual({});
    const line = lineOfForm("me key add", { key: `${key} 私の "phone"` }, commands) ?? "";
    expect(line.startsWith("/me key add ")).toBe(true);
    return expect(jobOf(line)).resolves.toMatchObject({ input: { keys: [{ comment: '私の "phone"' }] } });
  });
});

describe("a private key", () => {
  const pem = "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE";
  test.each([
    `/me key add ${pem}`,
    `/me key ${pem}`,
    `/vm create tiny web --note "${pem}"`,
    pem,
    `${pem}\n${pem}`,
    "x".repeat(5_000) + pem,
  ])("is refused wherever it is typed, and nothing of it comes back: %.40s", async (line) => {
    const answer = await answerTo(line);
    expect(answer).toMatchObject({ status: "refused", refusal: { code: "key.private", numbers: {} } });
    expect(JSON.stringify(answer)).not.toMatch(/OPENSSH|b3Blb/);
  });

  test("in a file is refused, also where its public key stands beside it", async () => {
    const answer = await attach(`${key}\n${pem.replaceAll(" b3", "\nb3")}`);
    expect(answer).toMatchObject({ status: "refused", refusal: { code: "key.private" } });
    expect(JSON.stringify(answer)).not.toMatch(/OPENSSH|b3Blb/);
  });
});

describe("verbs of two words", () => {
  test.each([
    ["/me key", "key.list"],
    ["/me key list", "key.list"],
    ["/ME　ＫＥＹ LIST", "key.list"],
    ["/me key remove phone", "key.remove"],
    [`/me key add ${key}`, "key.add"],
    [`/me "key add" ${key}`, "key.add"],
  ])("%s asks for %s", async (line, action) => {
    expect(await jobOf(line)).toMatchObject({ action });
  });

  test("a second word that is none is answered with the one that was meant", async () => {
    expect(await refusalOf("/me key ad x")).toMatchObject({ code: "line.verb", passing: { line: "/me key add x" } });
    expect(await refusalOf(`/me key ${key}`)).toMatchObject({ code: "line.verb", numbers: { family: "me key" } });
    expect(await refusalOf("/me kye")).toMatchObject({ code: "line.verb" });
  });

  test("help and completion know them", async () => {
    expect((await answerTo("/me key --help")).reply.title).toContain("/me key");
    expect((await answerTo("/help me key remove")).reply.title).toBe("/me key remove WHICH");
    const completed = (line: string) => complete(line, contextFor(), commands);
    expect(completed("/me k")).toEqual(["/me key add", "/me key list", "/me key remove"]);
    expect(completed("/me key ")).toEqual(["/me key add", "/me key list", "/me key remove"]);
    expect(completed("/me key r")).toEqual(["/me key remove"]);
  });
});

test("one host keeps the keys, always the same, and none stands in for it while it is silent", async () => {
  const hosts = [host("vm2", []), host("gpu1", [])];
  expect(await jobOf("/me key", { hosts })).toMatchObject({ host: "gpu1" });
  const silent = [host("vm2", []), host("gpu1", [], { silent: true, heardAt: now - 600_000 })];
  expect(await refusalOf("/me key", { hosts: silent })).toMatchObject({
    code: "host.silent",
    numbers: { host: "gpu1" },
  });
  expect(await refusalOf("/me key", { hosts: [] })).toMatchObject({ code: "host.none" });
});

test("whoever has given keys asks their keeper, and takes what it signed along to another host", async () => {
  const hosts = [host("gpu1", []), host("vm2", [])];
  const givenKeys = () => ({ statement: "signed", keeper: "vm2" });
  const context = { ...contextFor({ hosts }), givenKeys };
  const become = (line: string) => dispatch({ line, confirmed: false }, context, commands);
  expect(await become(`/me key add ${key}`)).toMatchObject({ host: "vm2" });
  expect(await become("/vm create tiny new --host gpu1")).toMatchObject({ host: "gpu1", input: { keys: "signed" } });
  expect(await jobOf("/vm create tiny new", { hosts })).not.toHaveProperty("input.keys");
});

test("a key is removed by its name or its fingerprint as they were typed", async () => {
  expect(await jobOf("/me key remove 研究室の ノートPC")).toMatchObject({ input: { which: "研究室の ノートPC" } });
  expect(await jobOf("/me key remove SHA256:Yr5NV+jsG/2x")).toMatchObject({ input: { which: "SHA256:Yr5NV+jsG/2x" } });
});

test("/jobs shows a long line cut", async () => {
  const jobs = [job({ line: `/me key add ${key} phone` })];
  const title = (await answerTo("/jobs", { jobs })).reply.list?.[0]?.title ?? "";
  expect(title.length).toBeLessThan(90);
});
