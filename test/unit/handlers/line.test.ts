import { describe, expect, test } from "vitest";
import { parseLine } from "../../../handlers/kit/line.ts";
import { commands } from "../../../handlers/registry.ts";

const values = (line: string): unknown => {
  const parsed = parseLine(line, commands);
  return parsed.kind === "command" ? parsed.values : parsed;
};
const refusalOf = (line: string, taken: readonly string[] = []) => {
  const parsed = parseLine(line, commands, taken);
  return parsed.kind === "problem" ? parsed.refusal : undefined;
};

describe("a typed line", () => {
  const plain = { template: "tiny", name: "web", cpu: 2, memory: 2048 };
  test.each([
    ["as documented", "/vm create tiny web --cpu 2 --memory 2G"],
    ["with equals signs", "/vm create tiny web --cpu=2 --memory=2GB"],
    ["with options first", "/vm create --cpu 2 tiny --memory 2gib web"],
    ["in capitals", "/VM CREATE TINY WEB --CPU 2 --MEMORY 2G"],
    ["without its slash", "vm create tiny web --cpu 2 --memory 2G"],
    ["in full-width characters", "／ｖｍ　ｃｒｅａｔｅ　ｔｉｎｙ　ｗｅｂ　－－ｃｐｕ　２　－－ｍｅｍｏｒｙ＝２Ｇ"],
    ["with the long-vowel mark for hyphens", "/vm create tiny web ーーcpu 2 ーmemory 2G"],
    ["with minus signs and dashes", "/vm create tiny web −−cpu 2 –memory 2G"],
    ["with em dashes as phones make them", "/vm create tiny web —cpu 2 ―memory 2G"],
    ["with smart quotes", "/vm create “tiny” ‘web’ --cpu “2” --memory=”2G”"],
    ["with its size in two words", "/vm create tiny web --cpu 2 --memory 2 GiB"],
    ["with a size in other units", "/vm create tiny web --cpu 2 --memory 2048M"],
    ["with positionals by name", "/vm create --template tiny --name web --cpu 2 --memory 2G"],
    ["after an end of options", "/vm create --cpu 2 --memory 2G -- tiny web"],
    ["with spaces around", "  /vm   create\ttiny web --cpu 2 --memory 2G \n"],
  ])("is understood %s", (_how, line) => {
    expect(values(line)).toEqual(plain);
  });

  test("keeps free text as it was typed", () => {
    expect(values("/vm create tiny web --note “卒業 研究　ー Ａ”")).toMatchObject({ note: "卒業 研究　ー Ａ" });
    expect(values("/vm create tiny web --note='it's \"mine\"'")).toMatchObject({ note: 'it\'s "mine"' });
    expect(values("/vm create tiny web --note $(reboot);ls")).toMatchObject({ note: "$(reboot);ls" });
  });

  test("takes a job's number with its sign", () => {
    expect(values("/jobs cancel ＃４２")).toEqual({ number: 42 });
  });

  test("says yes for the person who typed --yes, wherever it stands", () => {
    expect(parseLine("/vm delete --yes web", commands)).toMatchObject({ kind: "command", confirmed: true });
    expect(parseLine("/vm delete web ーーｙｅｓ", commands)).toMatchObject({ confirmed: true });
    expect(parseLine('/vm delete web "--yes"', commands)).toMatchObject({ kind: "problem" });
  });

  test.each([
    ["", []],
    ["/", []],
    ["--help", []],
    ["/vm", ["vm"]],
    ["/vm --help", ["vm"]],
    ["/vm help", ["vm"]],
    ["/vm create --cpu 2 --help", ["vm", "create"]],
    ["/vm create -h", ["vm", "create"]],
    ["/jobs cancel ーーｈｅｌｐ", ["jobs", "cancel"]],
  ])("%j asks for help", (line, topic) => {
    expect(parseLine(line, commands)).toEqual({ kind: "help", topic });
  });
});

describe("a line with a mistake", () => {
  test.each([
    ["/vn list", "line.family", "/vm list"],
    ["/job", "line.family", "/jobs"],
    ["/vm lsit", "line.verb", "/vm list"],
    ["/vm crate tiny web", "line.verb", "/vm create tiny web"],
    ["/vm create tiny web --memroy 2G", "line.option", "/vm create tiny web --memory 2G"],
    ["/vm create tiny web --cpus=2", "line.option", "/vm create tiny web --cpu=2"],
    ["/vm stop web --forse", "line.option", "/vm stop web --force"],
    ["/me language jo", "value.word", "/me language ja"],
  ])("%s is answered with what was probably meant", (line, code, meant) => {
    expect(refusalOf(line)).toMatchObject({ code, passing: { line: meant } });
  });

  test.each(
    [
      ["/vm create tiny", "line.argument_missing"],
      ["/vm create tiny web extra", "line.too_many"],
      ["/vm create tiny web --cpu", "line.value_missing"],
      ["/vm create tiny web --cpu --memory 2G", "line.value_missing"],
      ["/vm create tiny web --cpu=", "line.value_missing"],
      ["/vm create tiny web --cpu 1 --cpu 2", "line.option_twice"],
      ["/vm create tiny web --cpu two", "value.integer"],
      ["/vm create tiny web --cpu 0", "value.range"],
      ["/vm create tiny web --cpu -1", "value.range"],
      ["/vm create tiny web --cpu 1e3", "value.integer"],
      ["/vm create tiny web --memory 2X", "value.size"],
      ["/vm create tiny web --memory 1M", "value.size_range"],
      ["/vm create tiny web --disk 0", "value.size_range"],
      ["/vm create tiny web --gdb", "line.option"],
      ["/vm create tiny web --__proto__ 1", "line.option"],
      ["/vm create tiny web --constructor=1", "line.option"],
      ["/vm create tiny web --toString", "line.option"],
      ["/__proto__", "line.family"],
      ["/constructor x", "line.family"],
      ["/vm __proto__", "line.verb"],
      ["/vm stop web --force=no", "line.flag_value"],
      ['/vm create tiny "web', "line.quote"],
      ["/vm list\n/vm delete web --yes", "line.newline"],
      [`/vm create tiny web --note ${"x".repeat(201)}`, "value.long"],
      [`/vm show ${"x".repeat(3900)}`, "value.long"],
      [`/vm show ${"x".repeat(100_000)}`, "line.too_long"],
      ["/vm create tiny w\u0000eb", "value.characters"],
      ["/vm show \u202ebew", "value.characters"],
      ["/vm create tiny web --note \u202etxt", "value.characters"],
    ].map(([line = "", code]) => ({ line, code, shown: JSON.stringify(line.slice(0, 60)) })),
  )("$shown is refused with $code", ({ line, code }) => {
    expect(refusalOf(line)).toMatchObject({ code });
  });

  test.each([
    ["/vm create tiny 研究", [], "vm1"],
    ["/vm create tiny 研究", ["vm1", "vm2"], "vm3"],
    ["/vm create tiny 研究web", [], "web"],
    ["/vm create tiny 研究web", ["web"], "web2"],
    ["/vm create tiny Café_1", [], "cafe-1"],
    ["/vm create tiny 1web", [], "vm-1web"],
    ["/vm create tiny web-", [], "web"],
    ["/vm create tiny ../../etc/passwd", [], "etc-passwd"],
    ["/vm create tiny wеb", [], "w-b"],
    [`/vm create tiny ${"a".repeat(31)}`, [], "a".repeat(27)],
  ] as const)("%s with %j taken suggests the name %s", (line, taken, suggestion) => {
    const refusal = refusalOf(line, taken);
    expect(refusal).toMatchObject({ code: "name.invalid", numbers: { suggestion } });
    expect(values(String(refusal?.passing?.["line"]))).toMatchObject({ template: "tiny", name: suggestion });
  });
});
